/**
 * The program that dockerd calls as {@code iptables}: it answers over netlink what it is sure of,
 * and leaves the rest to the real one.
 */
@NullMarked
package org.boot2docker.guest.programs.firewall;

import org.jspecify.annotations.NullMarked;
