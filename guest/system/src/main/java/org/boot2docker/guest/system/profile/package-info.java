/** What init itself reads of the user's profile, which is shell and run by the shell only. */
@NullMarked
package org.boot2docker.guest.system.profile;

import org.jspecify.annotations.NullMarked;
