/** Every file of an image, on the medium and in the RAM file system, with its sum and package. */
@NullMarked
package org.boot2docker.image.files;

import org.jspecify.annotations.NullMarked;
