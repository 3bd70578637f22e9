/** What the kernel tells about devices: uevents, network interfaces, the power button. */
@NullMarked
package org.boot2docker.init.device;

import org.jspecify.annotations.NullMarked;
