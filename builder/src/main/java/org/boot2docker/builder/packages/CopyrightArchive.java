package org.boot2docker.builder.packages;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.boot2docker.formats.Unclosed;

/** Writes copyright files of packages as a tar archive with the paths that Debian gives them. */
public final class CopyrightArchive {
  private static final int MODE = 0644;

  private CopyrightArchive() {}

  /**
   * Writes it; the same texts give the same bytes.
   *
   * @param copyrights texts by package
   * @param time of all files
   * @param out is left open
   */
  public static void write(Map<String, String> copyrights, Instant time, OutputStream out)
      throws IOException {
    SortedMap<String, String> sorted = new TreeMap<>(copyrights);
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new Unclosed.Output(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, String> each : sorted.entrySet()) {
        put(tar, "usr/share/doc/" + each.getKey() + "/copyright", each.getValue(), time);
      }
    }
  }

  private static void put(TarArchiveOutputStream tar, String path, String text, Instant time)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setSize(bytes.length);
    entry.setMode(MODE);
    entry.setModTime(time.toEpochMilli());
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
