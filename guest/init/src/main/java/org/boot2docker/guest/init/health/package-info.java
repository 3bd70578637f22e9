/** What notices that the machine or Docker hangs, and what a crash has left. */
@NullMarked
package org.boot2docker.guest.init.health;

import org.jspecify.annotations.NullMarked;
