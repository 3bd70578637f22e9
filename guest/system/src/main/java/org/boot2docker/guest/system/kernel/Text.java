package org.boot2docker.guest.system.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole small files as text, read and written through {@link Files}. */
public final class Text {
  private static final int CHUNK = 4096;
  private static final int GROWTH = 4;

  private Text() {}

  /** The bytes of a file, or nothing when it can't be opened or read. */
  public static Optional<byte[]> bytes(Files files, String path) {
    return start(files, path, Integer.MAX_VALUE);
  }

  /** The first bytes of a file that may be of any size, or nothing when it can't be read. */
  public static Optional<byte[]> start(Files files, String path, int most) {
    int fd = files.open(path, Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (fd < 0) {
      return Optional.empty();
    }
    byte[] chunk = new byte[CHUNK];
    byte[] all = {};
    int count = files.read(fd, chunk);
    while (count > 0 && all.length < most) {
      // Most files fit into the first chunk; what is larger is read with chunks that grow.
      all = joined(all, chunk, Math.min(count, most - all.length));
      chunk = count < chunk.length ? chunk : new byte[GROWTH * chunk.length];
      count = files.read(fd, chunk);
    }
    files.close(fd);
    return count < 0 ? Optional.empty() : Optional.of(all);
  }

  private static byte[] joined(byte[] first, byte[] second, int count) {
    byte[] all = new byte[first.length + count];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, count);
    return all;
  }

  /** The text of a file, or nothing when it can't be read. */
  public static Optional<String> read(Files files, String path) {
    return bytes(files, path).map(Text::decode);
  }

  /** The text in UTF-8; of ASCII alone it is made without a decoder, in a tenth of the time. */
  private static String decode(byte[] bytes) {
    char[] chars = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
      chars[i] = (char) bytes[i];
    }
    return new String(chars);
  }

  /** The first line of a file without the white space around it; empty when it can't be read. */
  public static String line(Files files, String path) {
    String text = read(files, path).orElse("");
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).trim();
  }

  /** Writes to an existing file such as those of /proc and /sys, in one write. */
  public static int poke(Files files, String path, String text) {
    return put(files, path, Linux.O_WRONLY, text.getBytes(StandardCharsets.UTF_8), 0);
  }

  /** Makes or replaces a file. */
  public static int write(Files files, String path, String text, int mode) {
    return write(files, path, text.getBytes(StandardCharsets.UTF_8), mode);
  }

  /** Makes or replaces a file. */
  public static int write(Files files, String path, byte[] content, int mode) {
    int flags = Linux.O_WRONLY | Linux.O_CREAT | Linux.O_TRUNC;
    return put(files, path, flags, content, mode);
  }

  /** Replaces a file in one step, so that a reader sees the old or the new text, never half. */
  public static int replace(Files files, String path, String text, int mode) {
    String aside = path + ".new";
    int written = write(files, aside, text, mode);
    return written < 0 ? written : files.rename(aside, path);
  }

  /** The lines of a text, without their ends. */
  public static List<String> lines(String text) {
    return parts(text, "\n");
  }

  /** The words of a text, which are separated by blanks and tabs. */
  public static List<String> words(String text) {
    return parts(text, " \t");
  }

  /** The parts that aren't empty; String.split would bring a regular expression engine along. */
  public static List<String> parts(String text, String separators) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
        if (i > start) {
          parts.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return parts;
  }

  private static int put(Files files, String path, int flags, byte[] content, int mode) {
    int fd = files.open(path, flags, mode);
    if (fd < 0) {
      return fd;
    }
    int done = 0;
    while (done < content.length) {
      int count = files.write(fd, content, done, content.length - done);
      if (count <= 0) {
        files.close(fd);
        return count;
      }
      done += count;
    }
    files.close(fd);
    return done;
  }
}
