/** Messages of rtnetlink(7): addresses and routes asked for and set. */
@NullMarked
package org.boot2docker.guest.system.network;

import org.jspecify.annotations.NullMarked;
