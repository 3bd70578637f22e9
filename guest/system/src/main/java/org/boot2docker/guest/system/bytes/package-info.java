/** Numbers and addresses as arrays of bytes. */
@NullMarked
package org.boot2docker.guest.system.bytes;

import org.jspecify.annotations.NullMarked;
