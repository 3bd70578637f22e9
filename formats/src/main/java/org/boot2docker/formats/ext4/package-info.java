/** An empty ext4 file system, as mke2fs makes it, without a program to run. */
@NullMarked
package org.boot2docker.formats.ext4;

import org.jspecify.annotations.NullMarked;
