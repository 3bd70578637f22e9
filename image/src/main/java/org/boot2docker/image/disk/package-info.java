/** Disks that boot an image and keep Docker's data, in the formats of hypervisors. */
@NullMarked
package org.boot2docker.image.disk;

import org.jspecify.annotations.NullMarked;
