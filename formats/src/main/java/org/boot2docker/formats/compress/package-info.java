/**
 * The compressions that Linux takes for its initramfs, as streams: zstd (quick to unpack) and xz
 * (smallest). The same input gives the same bytes on any machine, however many cores it has.
 */
package org.boot2docker.formats.compress;
