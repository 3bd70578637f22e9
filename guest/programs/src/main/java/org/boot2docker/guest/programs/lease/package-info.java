/** {@code init dhcp}: applies what a DHCP server gave. */
@NullMarked
package org.boot2docker.guest.programs.lease;

import org.jspecify.annotations.NullMarked;
