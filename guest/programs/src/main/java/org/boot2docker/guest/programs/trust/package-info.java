/**
 * Certificates that users bring: authorities to trust besides those of the image, and those that
 * the profile names for dockerd.
 */
@NullMarked
package org.boot2docker.guest.programs.trust;

import org.jspecify.annotations.NullMarked;
