package org.boot2docker.debian.download;

/** Receives the progress of downloads, from several threads. The caller renders it. */
public interface Progress {

  /** Hears nothing. */
  Progress SILENT = new Progress() {};

  /** So many files with so many bytes in all will be fetched from the network. */
  default void expect(int files, long bytes) {}

  /** Bytes came in; negative when a partial file had to be thrown away. */
  default void received(Blob blob, long bytes) {}

  /** A file is complete and its hash is right. */
  default void done(Blob blob) {}

  /** One line for people: a retry, a wait for another run, a mirror that changed meanwhile. */
  default void notice(String line) {}

  /** One line that people must see: a stale or tampered suite. */
  default void warning(String line) {}
}
