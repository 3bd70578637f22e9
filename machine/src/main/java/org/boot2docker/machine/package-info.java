/**
 * Local machines: a guest in QEMU that is started, stopped, logged in to, and whose Docker answers
 * on a socket of this host.
 *
 * <p>{@link org.boot2docker.machine.Machine} is all that most callers need.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine;
