/** The user docker, and the number that makes the files of a host's user his. */
@NullMarked
package org.boot2docker.guest.system.user;

import org.jspecify.annotations.NullMarked;
