/**
 * The Linux system calls that init makes, behind one interface.
 *
 * <p>{@link org.boot2docker.guest.system.kernel.Kernel} is what everything else sees; the native
 * side of it is the only code that knows about TeaVM, so that another compiler could take over.
 */
@NullMarked
package org.boot2docker.guest.system.kernel;

import org.jspecify.annotations.NullMarked;
