/** The one loop that everything in PID 1 runs in. */
@NullMarked
package org.boot2docker.guest.system.event;

import org.jspecify.annotations.NullMarked;
