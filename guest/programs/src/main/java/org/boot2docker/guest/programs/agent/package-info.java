/**
 * {@code init guest-agent}: answers the host in the QEMU guest agent protocol, JSON over a
 * virtio-serial port.
 */
@NullMarked
package org.boot2docker.guest.programs.agent;

import org.jspecify.annotations.NullMarked;
