/**
 * Releases: a folder with images, disks, sums, signatures, bills of materials and pages; what
 * differs between two of them; and whether one is what it says.
 */
@NullMarked
package org.boot2docker.builder.release;

import org.jspecify.annotations.NullMarked;
