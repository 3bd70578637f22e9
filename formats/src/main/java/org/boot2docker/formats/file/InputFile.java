package org.boot2docker.formats.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a user names as input.
 *
 * <p>Opening a pipe waits for a writer, reading a device may never end, and Java's errors about
 * both often name no file. So every input is checked here before it is opened, and read up to a
 * limit.
 */
public final class InputFile {
  /** The part of a mode that says what a file is, and its values: {@code inode(7)}. */
  private static final int TYPE_MASK = 0170000;

  private static final int PIPE = 0010000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int SOCKET = 0140000;

  private static final int MIB = 1 << 20;

  private InputFile() {}

  /**
   * Why something is not a regular file that can be read, to be put behind its name; empty when it
   * is one.
   */
  public static Optional<String> fault(Path file) {
    if (!Files.exists(file)) {
      return Optional.of(
          Files.exists(file, LinkOption.NOFOLLOW_LINKS)
              ? "is a symbolic link to nothing"
              : "does not exist");
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of("is " + kind(file));
    }
    return unreadable(file);
  }

  /** The same for a disk, which can also be a block device. */
  public static Optional<String> diskFault(Path file) {
    return Files.exists(file) && type(file) == BLOCK_DEVICE ? unreadable(file) : fault(file);
  }

  private static Optional<String> unreadable(Path file) {
    return Files.isReadable(file) ? Optional.empty() : Optional.of("can't be read");
  }

  /**
   * Checks that something is a regular file that can be read.
   *
   * @throws IOException with a line for the user when it isn't
   */
  public static void require(Path file) throws IOException {
    Optional<String> fault = fault(file);
    if (fault.isPresent()) {
      throw new IOException(
          "%s %s: name a file that can be read".formatted(shown(file), fault.get()));
    }
  }

  /**
   * Checks that something is a regular file that can be read, or a folder.
   *
   * @throws IOException with a line for the user when it is neither
   */
  public static void requireOrFolder(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(
          "%s %s: name a file or folder that exists"
              .formatted(shown(path), fault(path).orElse("does not exist")));
    }
    if (!Files.isDirectory(path)) {
      require(path);
    }
  }

  /**
   * All bytes of a regular file.
   *
   * @param most how many there may be
   * @throws IOException with a line for the user when there are more, or it can't be read
   */
  public static byte[] bytes(Path file, int most) throws IOException {
    require(file);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most + 1);
    } catch (IOException e) {
      throw new IOException(
          "%s can't be read (%s): name another file".formatted(shown(file), reason(e)), e);
    }
    if (bytes.length > most) {
      throw new IOException(
          "%s is larger than %s: name another file".formatted(shown(file), size(most)));
    }
    return bytes;
  }

  /**
   * The text of a regular file.
   *
   * @param most how many bytes there may be
   * @throws IOException with a line for the user when there are more, they are not UTF-8, or it
   *     can't be read
   */
  public static String text(Path file, int most) throws IOException {
    byte[] bytes = bytes(file, most);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(
          "%s is not a text in UTF-8: name another file, or correct it".formatted(shown(file)), e);
    }
  }

  private static String kind(Path file) {
    if (Files.isDirectory(file)) {
      return "a folder";
    }
    return switch (type(file)) {
      case PIPE -> "a pipe";
      case CHARACTER_DEVICE -> "a character device";
      case BLOCK_DEVICE -> "a block device";
      case SOCKET -> "a socket";
      default -> "no regular file";
    };
  }

  /** The type bits of its mode; 0 where files have no mode, or it is gone. */
  private static int type(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return 0;
    }
    try {
      return (Integer) Files.getAttribute(file, "unix:mode") & TYPE_MASK;
    } catch (IOException e) {
      // It can't be looked at: whoever opens it will say so.
      return 0;
    }
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : message;
  }

  private static String size(int bytes) {
    return bytes >= MIB ? bytes / MIB + " MiB" : bytes + " bytes";
  }

  /** Control characters in a name must not reach a terminal. */
  private static String shown(Path file) {
    return file.toString().replaceAll("\\p{Cntrl}", "?");
  }
}
