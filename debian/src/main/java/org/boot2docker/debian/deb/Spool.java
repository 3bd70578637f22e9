package org.boot2docker.debian.deb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.tree.Content;

/**
 * Keeps unpacked files: small ones in memory, others in a directory under the name of their
 * SHA-256.
 *
 * <p>An image's files are about 300 MB, more than a small machine's default heap should hold; a
 * file is written once, and can then be read as often as needed without decompressing its package
 * again. The directory is the caller's, who may delete it when nothing reads the contents any more.
 */
public final class Spool {

  /** Bytes; below it a file of its own costs more than the memory. */
  private static final int IN_MEMORY = 1 << 16;

  private final Path directory;

  /** Spools into a directory that need not exist yet. */
  public Spool(Path directory) {
    this.directory = directory;
  }

  /**
   * Takes so many bytes from a stream.
   *
   * @throws IOException when the stream ends before, or the directory can't be written to
   */
  Content keep(InputStream in, long size) throws IOException {
    if (size <= IN_MEMORY) {
      byte[] bytes = in.readNBytes((int) size);
      requireAll(bytes.length, size);
      return Content.of(bytes);
    }
    Path file = create();
    try {
      Path named = directory.resolve(copy(in, size, file));
      Files.move(file, named, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return Content.of(named);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Path create() throws IOException {
    try {
      return Files.createTempFile(Files.createDirectories(directory), "unpacking", "");
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Gives the hash. */
  private String copy(InputStream in, long size, Path file) throws IOException {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        write(out, buffer, read);
        total += read;
      }
    }
    requireAll(total, size);
    return HexFormat.of().formatHex(digest.digest());
  }

  private void write(OutputStream out, byte[] buffer, int length) throws IOException {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private IOException unwritable(IOException e) {
    return new IOException(
        "can't unpack into "
            + directory
            + " ("
            + e.getMessage()
            + "): make space there, make it writable, or choose another directory",
        e);
  }

  private static void requireAll(long got, long size) throws EOFException {
    if (got != size) {
      throw new EOFException("ends after " + got + " of " + size + " bytes");
    }
  }
}
