/** What the kernel tells about devices: uevents, network interfaces, the power button. */
@NullMarked
package org.boot2docker.guest.system.device;

import org.jspecify.annotations.NullMarked;
