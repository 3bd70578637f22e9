/** The user's own files, handed over in a tar on the data disk. */
@NullMarked
package org.boot2docker.guest.init.userdata;

import org.jspecify.annotations.NullMarked;
