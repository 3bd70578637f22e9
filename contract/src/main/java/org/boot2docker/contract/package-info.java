/**
 * What the guest, the builder, the machine and the benchmark must agree on. Each value is declared
 * once, here. The package depends on nothing, and TeaVM compiles it for the guest.
 */
@NullMarked
package org.boot2docker.contract;

import org.jspecify.annotations.NullMarked;
