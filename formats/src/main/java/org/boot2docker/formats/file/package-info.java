/** Files of the host: written whole or not at all, and their hashes. */
@NullMarked
package org.boot2docker.formats.file;

import org.jspecify.annotations.NullMarked;
