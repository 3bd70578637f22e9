/**
 * An image that exists: its manifest, its boot files and the memory that it needs. Builder and
 * machine do not know each other; they meet here.
 */
@NullMarked
package org.boot2docker.image;

import org.jspecify.annotations.NullMarked;
