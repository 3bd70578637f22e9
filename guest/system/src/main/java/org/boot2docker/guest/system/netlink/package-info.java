/** Messages of netlink(7) and their attributes, of every family that the guest talks to. */
@NullMarked
package org.boot2docker.guest.system.netlink;

import org.jspecify.annotations.NullMarked;
