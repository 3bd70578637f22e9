/** Files of the host: checked before they are read, written atomically, locked, hashed. */
@NullMarked
package org.boot2docker.formats.file;

import org.jspecify.annotations.NullMarked;
