package org.boot2docker.formats.tree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file: can be read any number of times and always gives the same. */
public interface Content {

  /** Length in bytes. */
  long size();

  /** A fresh stream over all bytes; the caller closes it. */
  InputStream open() throws IOException;

  /**
   * All bytes.
   *
   * @throws IOException when they can't be read or are more than 2^31-9
   */
  default byte[] bytes() throws IOException {
    try (InputStream in = open()) {
      return in.readAllBytes();
    }
  }

  /** Bytes in memory; the array is not copied and must not change. */
  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }

      @Override
      public byte[] bytes() {
        return bytes;
      }
    };
  }

  /** Text as UTF-8. */
  static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file on this machine; its length is taken now. */
  static Content of(Path file) {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    };
  }
}
