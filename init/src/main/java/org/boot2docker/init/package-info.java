/**
 * PID 1 of the guest: mounts, modules, disk, network and the supervision of the daemons.
 *
 * <p>TeaVM compiles {@code Main} and all it reaches to C, and the build compiles that to a static
 * binary.
 */
@NullMarked
package org.boot2docker.init;

import org.jspecify.annotations.NullMarked;
