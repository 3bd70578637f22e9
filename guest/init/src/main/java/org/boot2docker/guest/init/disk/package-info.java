/**
 * The data disk: found by its superblock, or formatted because it asks for it; checked, mounted.
 */
@NullMarked
package org.boot2docker.guest.init.disk;

import org.jspecify.annotations.NullMarked;
