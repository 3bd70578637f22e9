/** {@code init profile}: a value of the user's profile, for scripts. */
@NullMarked
package org.boot2docker.guest.programs.profile;

import org.jspecify.annotations.NullMarked;
