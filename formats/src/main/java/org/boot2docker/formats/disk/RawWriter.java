package org.boot2docker.formats.disk;

import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.formats.file.AtomicFile;

/** Writes a disk's bytes as they are. */
final class RawWriter {
  private static final int CHUNK = 1 << 16;

  private RawWriter() {}

  static void write(DiskContent disk, Path file) throws IOException {
    AtomicFile.sparse(
        file,
        channel -> {
          DiskFile out = new DiskFile(channel);
          write(disk, out);
          out.extend(disk.size());
        });
  }

  static void write(DiskContent disk, DiskFile out) throws IOException {
    disk.chunks(
        CHUNK,
        (number, bytes) -> {
          long at = number * CHUNK;
          out.put(at, bytes, (int) Math.min(bytes.length, disk.size() - at));
        });
  }
}
