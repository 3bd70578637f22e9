/**
 * QEMU on this host: which one there is, what accelerates it, and the command line of a machine.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.qemu;
