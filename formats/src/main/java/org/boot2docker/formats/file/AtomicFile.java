package org.boot2docker.formats.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;

/**
 * Writes a file aside and renames it into place, so that it is complete or not there, also after a
 * power cut.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Deletes what programs that were killed have written aside. The caller keeps others from writing
   * such files.
   *
   * @param ending that of the files' names
   * @return how much it was, in bytes
   * @throws IOException when one can't be deleted
   */
  public static long deleteParts(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long bytes = 0;
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, Aside.glob(ending))) {
      for (Path part : parts) {
        bytes += Files.size(part);
        Files.delete(part);
      }
    }
    return bytes;
  }

  /** Writes the bytes of a file. */
  public interface Writer {
    /** Writes to the stream, which the caller closes. */
    void write(OutputStream out) throws IOException;
  }

  /** Writes the bytes of a file in any order. */
  public interface ChannelWriter {
    /** Writes to the channel, which the caller closes. */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Writes a file in any order, replacing one that is there; what is left out are zeros, which take
   * no room where the file system can leave them out.
   *
   * @throws IOException as {@link #write} does
   */
  public static void sparse(Path file, ChannelWriter writer) throws IOException {
    place(
        file,
        aside -> {
          try (FileChannel channel =
              FileChannel.open(
                  aside,
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.SPARSE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE)) {
            writer.write(channel);
          }
        },
        true);
  }

  /**
   * Writes a file, replacing one that is there.
   *
   * @throws IOException when the place can't be written to or the disk is full
   */
  public static void write(Path file, Writer writer) throws IOException {
    write(file, writer, false);
  }

  /**
   * Writes a file that nobody needs after a power cut, or whose size is checked: it is complete or
   * not there, but a power cut may empty it.
   *
   * @throws IOException as {@link #write} does
   */
  public static void passing(Path file, Writer writer) throws IOException {
    place(file, aside -> stream(aside, writer), false);
  }

  /**
   * Writes a text as UTF-8, as {@link #passing} does.
   *
   * @throws IOException as {@link #write} does
   */
  public static void passingText(Path file, String text) throws IOException {
    passing(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Copies a file, replacing one that is there.
   *
   * @throws IOException as {@link #write} does
   */
  public static void copy(Path from, Path to, CopyOption... options) throws IOException {
    place(to, aside -> Files.copy(from, aside, options), true);
  }

  /**
   * Writes a file that only its owner can read, from its first moment.
   *
   * @throws IOException as {@link #write} does
   */
  public static void secret(Path file, byte[] bytes) throws IOException {
    secret(file, out -> out.write(bytes));
  }

  /**
   * Writes a file that only its owner can read, from its first moment.
   *
   * @throws IOException as {@link #write} does
   */
  public static void secret(Path file, Writer writer) throws IOException {
    write(file, writer, true);
  }

  private static void write(Path file, Writer writer, boolean secret) throws IOException {
    place(
        file,
        aside -> {
          Files.createFile(aside, secret ? ownerOnly(file) : new FileAttribute<?>[0]);
          stream(aside, writer);
        },
        true);
  }

  private static void stream(Path aside, Writer writer) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside), 1 << 20)) {
      writer.write(out);
    }
  }

  /** Makes a file under another name. */
  private interface Maker {
    void make(Path aside) throws IOException;
  }

  private static void place(Path file, Maker maker, boolean forced) throws IOException {
    requireReplaceable(file);
    try (Aside aside = new Aside(file)) {
      make(file, aside, maker, forced);
    }
  }

  private static void make(Path file, Aside aside, Maker maker, boolean forced) throws IOException {
    try {
      maker.make(aside.path());
      if (forced) {
        Durable.force(aside.path());
      }
      aside.place();
    } catch (FileSystemException e) {
      throw aside.concerns(e) ? explain(file, e) : e;
    } catch (IOException e) {
      throw isFull(e) ? full(file, e) : e;
    }
  }

  /**
   * Writes a text as UTF-8, replacing a file that is there.
   *
   * @throws IOException as {@link #write} does
   */
  public static void text(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Java has no exception of its own for a full disk: the message is the system's (ENOSPC). */
  public static boolean isFull(IOException e) {
    return String.valueOf(e.getMessage()).contains("No space left on device");
  }

  private static IOException full(Path file, IOException e) {
    return new IOException(
        "can't write " + file + " (no space left on its disk): make room or choose another place",
        e);
  }

  /**
   * Checks that a file can be written, before the work that makes it.
   *
   * @throws IOException when it can't
   */
  public static void check(Path file) throws IOException {
    requireReplaceable(file);
    try (Aside aside = new Aside(file)) {
      Files.createFile(aside.path());
    } catch (FileSystemException e) {
      throw explain(file, e);
    }
  }

  /** A device or a pipe would be gone, and what was to go there would be a file in its place. */
  private static void requireReplaceable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory: give the path of a file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is a device or a pipe: give the path of a file");
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? new FileAttribute<?>[0] : OwnerOnly.attributes(folder);
  }

  private static IOException explain(Path file, FileSystemException e) {
    if (isFull(e)) {
      return full(file, e);
    }
    if (e instanceof NoSuchFileException) {
      return new IOException(
          "can't write "
              + file
              + " (its directory does not exist): create it, or choose another place",
          e);
    }
    if (e instanceof AccessDeniedException) {
      return new IOException(
          "can't write " + file + " (permission denied): choose another place", e);
    }
    String reason = e.getReason() == null ? e.toString() : e.getReason();
    return new IOException("can't write " + file + ": " + reason, e);
  }
}
