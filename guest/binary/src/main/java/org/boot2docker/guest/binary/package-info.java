/**
 * The entry point of the guest's programs, and what the build compiles them to.
 *
 * <p>TeaVM compiles {@code Main} and all it reaches to C, and the build compiles that to a static
 * binary.
 */
@NullMarked
package org.boot2docker.guest.binary;

import org.jspecify.annotations.NullMarked;
