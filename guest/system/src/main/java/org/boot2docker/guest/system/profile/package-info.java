/** The user's profile: assignments as a shell writes them, which are read and never run. */
@NullMarked
package org.boot2docker.guest.system.profile;

import org.jspecify.annotations.NullMarked;
