/** {@code init changed}: programs that watch host folders learn of changes on the host. */
@NullMarked
package org.boot2docker.guest.programs.changed;

import org.jspecify.annotations.NullMarked;
