/** The data disk: found by its superblock, checked, mounted; never formatted. */
@NullMarked
package org.boot2docker.init.disk;

import org.jspecify.annotations.NullMarked;
