/** What a network interface is given: by DHCP, or by the user's own settings. */
@NullMarked
package org.boot2docker.guest.programs.network;

import org.jspecify.annotations.NullMarked;
