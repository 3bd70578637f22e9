package org.boot2docker.debian.download;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.boot2docker.formats.file.Sha256;

/** Gets one blob, or the rest of one; may be run again after a failure. */
final class Transfer {
  private static final int BUFFER = 1 << 16;

  private final BlobCache cache;
  private final Blob blob;
  private final DownloadListener progress;
  private long reported;

  Transfer(BlobCache cache, Blob blob, DownloadListener progress) {
    this.cache = cache;
    this.blob = blob;
    this.progress = progress;
  }

  /**
   * Goes on where an earlier try stopped.
   *
   * @throws HashMismatchException when a complete file came and its hash differs; it is deleted
   */
  Path run(Transport transport, URI location) throws IOException {
    Path partial = cache.partial(blob);
    long have = Files.exists(partial) ? Files.size(partial) : 0;
    if (have > blob.size()) {
      have = 0;
    }
    if (have < blob.size() || blob.size() == 0) {
      try (Body body = transport.open(location, have)) {
        return receive(partial, body, have);
      }
    }
    return finish(partial, digest(partial, have), true, location.toString());
  }

  private Path receive(Path partial, Body body, long have) throws IOException {
    if (body.offset() != have && body.offset() != 0) {
      throw new IOException("the server sent a different range");
    }
    MessageDigest digest = digest(partial, body.offset());
    try (FileChannel out = open(partial)) {
      out.truncate(body.offset()).position(body.offset());
      report(body.offset());
      long total = copy(body, out, digest);
      if (total < blob.size()) {
        throw new EOFException(
            "the transfer ended after " + total + " of " + blob.size() + " bytes");
      }
      out.force(true);
    }
    return finish(partial, digest, body.offset() > 0, blob.label());
  }

  /** Tells only what is new, so that a second try doesn't count bytes twice. */
  private void report(long total) {
    if (total != reported) {
      progress.received(blob, total - reported);
      reported = total;
    }
  }

  private FileChannel open(Path partial) throws IOException {
    try {
      return FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw cache.unwritable(e);
    }
  }

  private long copy(Body body, FileChannel out, MessageDigest digest) throws IOException {
    InputStream in = body.stream();
    byte[] buffer = new byte[BUFFER];
    long total = body.offset();
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (total + read > blob.size()) {
        out.truncate(0);
        report(0);
        throw new HashMismatchException(
            "it is longer than the signed size of " + blob.size() + " bytes");
      }
      digest.update(buffer, 0, read);
      write(out, ByteBuffer.wrap(buffer, 0, read), blob.size() - total);
      total += read;
      report(total);
    }
    return total;
  }

  private void write(FileChannel out, ByteBuffer bytes, long missing) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (java.nio.channels.ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      cache.requireSpace(missing);
      throw cache.unwritable(e);
    }
  }

  private Path finish(Path partial, MessageDigest digest, boolean resumed, String from)
      throws IOException {
    String actual = HexFormat.of().formatHex(digest.digest());
    if (actual.equals(blob.sha256())) {
      return cache.admit(blob, partial);
    }
    Files.delete(partial);
    report(0);
    if (resumed) {
      throw new IOException("the part of " + from + " kept from an earlier run was damaged");
    }
    throw new HashMismatchException(
        "it has SHA-256 " + actual + ", but " + blob.sha256() + " was signed");
  }

  private static MessageDigest digest(Path partial, long length) throws IOException {
    MessageDigest digest = Sha256.start();
    if (length > 0) {
      try (InputStream in = Files.newInputStream(partial)) {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      }
    }
    return digest;
  }
}
