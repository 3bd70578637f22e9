/** Numbers in arrays of bytes. Host and guest use it, so it needs only what TeaVM has of Java. */
@NullMarked
package org.boot2docker.formats.bytes;

import org.jspecify.annotations.NullMarked;
