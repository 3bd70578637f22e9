/** Numbers and addresses as arrays of bytes. */
@NullMarked
package org.boot2docker.init.bytes;

import org.jspecify.annotations.NullMarked;
