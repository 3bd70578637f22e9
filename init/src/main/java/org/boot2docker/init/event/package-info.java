/** The one loop that everything in init runs in, and the milestones of a boot. */
@NullMarked
package org.boot2docker.init.event;

import org.jspecify.annotations.NullMarked;
