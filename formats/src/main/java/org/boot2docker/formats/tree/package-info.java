/**
 * A file system tree in memory: what every writer of this module takes and every reader gives.
 *
 * <p>Names belong to directories, not to files (as in a real file system), so a hard link is the
 * same {@link RegularFile} under two names. Iteration is always in byte order of the paths: no
 * writer can leak the order of a hash map.
 */
package org.boot2docker.formats.tree;
