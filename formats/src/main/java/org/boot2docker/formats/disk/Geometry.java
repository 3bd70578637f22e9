package org.boot2docker.formats.disk;

/**
 * Cylinders, heads and sectors of a disk, as the appendix of the VHD specification computes them.
 * Nobody should need them any more; formats have fields for them.
 */
record Geometry(int cylinders, int heads, int sectors) {
  private static final long MOST = 65535L * 16 * 255;

  static Geometry of(long diskSectors) {
    long total = Math.min(diskSectors, MOST);
    if (total >= 65535L * 16 * 63) {
      return new Geometry((int) (total / 255 / 16), 16, 255);
    }
    long tracks = total / 17;
    int heads = Math.max(4, (int) ((tracks + 1023) / 1024));
    if (tracks < heads * 1024L && heads <= 16) {
      return new Geometry((int) (tracks / heads), heads, 17);
    }
    tracks = total / 31;
    if (tracks < 16 * 1024L) {
      return new Geometry((int) (tracks / 16), 16, 31);
    }
    return new Geometry((int) (total / 63 / 16), 16, 63);
  }
}
