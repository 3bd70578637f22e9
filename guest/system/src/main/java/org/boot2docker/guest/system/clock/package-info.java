/** The time of day, the hardware clock, and the date before which no time is believed. */
@NullMarked
package org.boot2docker.guest.system.clock;

import org.jspecify.annotations.NullMarked;
