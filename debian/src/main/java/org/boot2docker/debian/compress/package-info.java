/** Decompression of what the archive serves, with limits. */
package org.boot2docker.debian.compress;
