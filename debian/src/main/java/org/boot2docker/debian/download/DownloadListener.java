package org.boot2docker.debian.download;

import org.boot2docker.formats.text.Progress;

/**
 * Receives the progress of downloads, from several threads. The caller renders it.
 *
 * <p>Beside the lines of any {@link Progress} it hears counts of bytes, which a bar is drawn from,
 * and warnings, which are seen even when nothing else is.
 */
@FunctionalInterface
public interface DownloadListener extends Progress {

  /** Hears nothing. */
  DownloadListener SILENT = line -> {};

  /** So many files with so many bytes in all will be fetched from the network. */
  default void expect(int files, long bytes) {}

  /** Bytes came in; negative when a partial file had to be thrown away. */
  default void received(Blob blob, long bytes) {}

  /** A file is complete and its hash is right. */
  default void done(Blob blob) {}

  /** One line that people must see: a stale or tampered suite. */
  default void warning(String line) {}
}
