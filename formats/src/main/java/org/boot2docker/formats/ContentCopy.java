package org.boot2docker.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.boot2docker.formats.tree.Content;

/** Copies content whose length has already been written down. */
public final class ContentCopy {
  private static final int CHUNK = 1 << 18;

  private ContentCopy() {}

  /**
   * Copies all bytes, read once.
   *
   * @throws FormatException when there are more or fewer than {@link Content#size()}: the file has
   *     changed since its size was taken
   */
  public static void copy(String format, String path, Content content, OutputStream out)
      throws IOException {
    long copied = 0;
    byte[] buffer = new byte[(int) Math.min(CHUNK, Math.max(1, content.size() + 1))];
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        copied += n;
        if (copied > content.size()) {
          break;
        }
        out.write(buffer, 0, n);
      }
    }
    if (copied != content.size()) {
      throw FormatException.of(
          format, path, "its size is not " + content.size() + " any more: it changed meanwhile");
    }
  }
}
