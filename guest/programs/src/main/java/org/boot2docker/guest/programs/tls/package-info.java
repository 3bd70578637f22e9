/**
 * The applet {@code init tls}: certificates for Docker's TLS port, made on the first boot, kept on
 * the data disk, and renewed when the machine's addresses or the calendar ask for it.
 */
@NullMarked
package org.boot2docker.guest.programs.tls;

import org.jspecify.annotations.NullMarked;
