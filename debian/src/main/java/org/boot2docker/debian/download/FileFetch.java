package org.boot2docker.debian.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.boot2docker.formats.text.Progress;

/**
 * Fetches files whose hash and size nobody has told, into a folder. A second try goes on where the
 * first one stopped.
 */
public final class FileFetch {
  private static final int BUFFER = 1 << 16;

  private final Transport transport;
  private final Retry retry;
  private final Progress progress;

  /** Fetches by this transport. */
  public FileFetch(Transport transport, Retry retry, Progress progress) {
    this.transport = transport;
    this.retry = retry;
    this.progress = progress;
  }

  /**
   * Fetches a file.
   *
   * @param file is made, unless this fails; none may be there
   * @param limit refused beyond this many bytes
   * @throws NotFoundException when there is no such file
   * @throws HashMismatchException when it is longer
   * @throws IOException when the file can't be written, or with the last reason when the network
   *     fails for good
   */
  public void fetch(URI location, Path file, long limit) throws IOException {
    FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean whole = false;
    try (out) {
      retry.run(location, progress, () -> receive(location, out, limit));
      out.force(true);
      whole = true;
    } catch (UncheckedIOException e) {
      throw new IOException(
          "can't write to %s (%s): make room, or choose another folder"
              .formatted(file, e.getMessage()),
          e);
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }

  private long receive(URI location, FileChannel out, long limit) throws IOException {
    try (Body body = transport.open(location, out.size())) {
      if (body.offset() > out.size()) {
        throw new IOException("the server sent a different range");
      }
      out.truncate(body.offset()).position(body.offset());
      InputStream in = body.stream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (out.position() + read > limit) {
          throw new HashMismatchException(location + " is longer than " + limit + " bytes");
        }
        write(out, ByteBuffer.wrap(buffer, 0, read));
      }
      return out.position();
    }
  }

  /** Trying again doesn't help against a full disk, so this is none of the network's exceptions. */
  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
