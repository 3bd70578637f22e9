/**
 * A client of the QEMU Machine Protocol: JSON objects, one a line, over a Unix socket.
 *
 * <p>After QEMU's greeting the client negotiates capabilities; then each command gets a reply that
 * carries its id, and events come in between.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.qmp;
