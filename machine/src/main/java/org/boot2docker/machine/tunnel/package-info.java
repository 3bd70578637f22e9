/**
 * The Docker endpoint on this host: a Unix socket whose connections lead, through SSH, to Docker's
 * socket in the guest; and the Docker context that names it.
 *
 * <p>A small process of its own serves it, from the machine's start until QEMU ends.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.tunnel;
