/**
 * The Linux system calls that init and the programs make, behind an interface for each concern.
 *
 * <p>{@link org.boot2docker.guest.system.kernel.Files} and so on are what everything else sees, and
 * {@link org.boot2docker.guest.system.kernel.Kernel} is all of them. {@code NativeFiles} and so on
 * call the C library, which {@code LibcFiles} and so on declare. The native side is the only code
 * that knows about TeaVM, so that another compiler could take over.
 */
@NullMarked
package org.boot2docker.guest.system.kernel;

import org.jspecify.annotations.NullMarked;
