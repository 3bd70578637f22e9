package org.boot2docker.formats.iso;

/**
 * Where something lies in the image.
 *
 * @param sector its first sector
 * @param size its length in bytes
 */
record Extent(int sector, long size) {

  /** The first sector after it. */
  int end() {
    return sector + Sector.count(size);
  }
}
