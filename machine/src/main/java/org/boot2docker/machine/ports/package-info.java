/**
 * Ports that containers publish in the guest, on this host: they appear when a container starts and
 * go when it ends.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.ports;
