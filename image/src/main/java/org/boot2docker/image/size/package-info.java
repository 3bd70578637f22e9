/**
 * What each part of a finished image costs, compressed: the sections of the medium, the packages,
 * the files.
 *
 * <p>The medium's sections are measured on the medium, and the initramfs's files by what the
 * decoder takes from the compressed stream while it makes them ({@link
 * org.boot2docker.formats.compress.MeteredDecompression}). Both sum up exactly to the file's size.
 */
package org.boot2docker.image.size;
