/**
 * Squashfs 4.0: a read-only file system whose files stay compressed until they are read (the
 * kernel's fs/squashfs/squashfs_fs.h).
 */
@NullMarked
package org.boot2docker.formats.squashfs;

import org.jspecify.annotations.NullMarked;
