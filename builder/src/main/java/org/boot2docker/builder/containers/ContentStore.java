package org.boot2docker.builder.containers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.debian.download.CacheException;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Durable;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.file.TemporaryFolder;

/**
 * Parts of images in a folder, each named by its digest. A file under its final name is complete
 * and was checked; runs may write the same one side by side.
 */
final class ContentStore {
  private static final String ALGORITHM = "sha256:";

  private final Path root;

  ContentStore(Path root) {
    this.root = root;
  }

  /** The file with a digest, if it is there and whole; of small ones the content is checked. */
  Optional<Path> find(String digest, long size) throws IOException {
    Path file = path(digest);
    if (!Files.isRegularFile(file) || Files.size(file) != size) {
      return Optional.empty();
    }
    if (size <= SourceImage.LARGEST_CONFIG && bytes(digest, (int) size).isEmpty()) {
      return Optional.empty();
    }
    BlobCache.keepTimeOfUse(file);
    return Optional.of(file);
  }

  /** The bytes with a digest, if they are there and undamaged. */
  Optional<byte[]> bytes(String digest, int most) throws IOException {
    Path file = path(digest);
    if (!Files.isRegularFile(file) || Files.size(file) > most) {
      return Optional.empty();
    }
    BlobCache.keepTimeOfUse(file);
    byte[] bytes = InputFile.bytes(file, most);
    return digest(bytes).equals(digest) ? Optional.of(bytes) : Optional.empty();
  }

  /**
   * Takes in a part.
   *
   * @param what names it in messages
   * @param size its length in bytes, beyond which nothing is read
   * @throws BuildException when the bytes do not have this length and digest
   */
  Path put(String digest, long size, InputStream in, String what) throws IOException {
    Path file = path(digest);
    try (TemporaryFolder folder = folder(file)) {
      Path aside = folder.path().resolve("part");
      String read = copy(in, aside, size, what);
      if (Files.size(aside) != size) {
        throw new BuildException(
            what + " ends after " + Files.size(aside) + " of " + size + " bytes: fetch it again");
      }
      if (!read.equals(digest)) {
        throw new BuildException(
            what
                + " has the digest "
                + read
                + ", not "
                + digest
                + ": it is damaged or tampered with");
      }
      Durable.force(aside);
      return Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static TemporaryFolder folder(Path file) throws IOException {
    try {
      return TemporaryFolder.beside(file, ".partial-");
    } catch (IOException e) {
      throw new CacheException(
          "can't write to " + file.getParent() + ": choose another place with --cache", e);
    }
  }

  private static String copy(InputStream in, Path to, long most, String what) throws IOException {
    MessageDigest digest = Sha256.start();
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    try (InputStream digested = new DigestInputStream(in, digest);
        OutputStream out = Files.newOutputStream(to)) {
      for (int n = digested.read(buffer); n >= 0; n = digested.read(buffer)) {
        length += n;
        if (length > most) {
          throw new BuildException(
              what + " is longer than the " + most + " bytes that it should have: it is not used");
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      if (AtomicFile.isFull(e)) {
        throw new CacheException(
            "no space left for " + to + ": make room or choose another place with --cache", e);
      }
      throw e;
    }
    return ALGORITHM + HexFormat.of().formatHex(digest.digest());
  }

  private Path path(String digest) {
    String hex = hex(digest);
    return root.resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
  }

  /** The part of a digest behind the algorithm. */
  static String hex(String digest) {
    if (!digest.matches("sha256:[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no SHA-256 digest: " + digest);
    }
    return digest.substring(ALGORITHM.length());
  }

  /** The digest of bytes. */
  static String digest(byte[] bytes) {
    return ALGORITHM + Sha256.of(bytes);
  }
}
