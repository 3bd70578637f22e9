/**
 * {@code init clock}: keeps the time of day right.
 *
 * <p>Linux sets it from the hardware clock at boot. From then on two things here correct it: {@link
 * org.boot2docker.guest.programs.clock.PauseWatch} after the machine stood still, and {@link
 * org.boot2docker.guest.programs.clock.TimeKeeper} by NTP servers. The hardware clock is only read.
 */
@NullMarked
package org.boot2docker.guest.programs.clock;

import org.jspecify.annotations.NullMarked;
