/**
 * Disk images: the bytes of a whole disk, and the formats of hypervisors that hold them. Only what
 * is not zero takes room, except in the formats that have no way to leave it out.
 */
@NullMarked
package org.boot2docker.formats.disk;

import org.jspecify.annotations.NullMarked;
