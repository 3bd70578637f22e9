/**
 * The client of a Debian archive: a suite's InRelease is verified, its Packages indexes are taken
 * by the hashes in it, and packages by the hashes in those.
 */
package org.boot2docker.debian.archive;
