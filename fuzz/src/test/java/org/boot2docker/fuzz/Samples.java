package org.boot2docker.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;

/** Sound inputs, made by our own writers. */
final class Samples {
  static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private Samples() {}

  /** Something that may end with an error of input and output, which a sample doesn't. */
  @FunctionalInterface
  interface Maker<T> {
    T make() throws Exception;
  }

  /** The sample, or the error unchecked. */
  static <T> T made(Maker<T> maker) {
    try {
      return maker.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static List<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** A few files, a folder and a link. */
  static FileTree tree() {
    return new FileTree()
        .makeDirectory("etc")
        .putFile("etc/hello", Content.of("hello\n"))
        .putFile("usr/bin/a program with a long name", Content.of(new byte[5000]))
        .link("etc/link", "hello");
  }

  /** Writes into a stream. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  static byte[] written(Writing writing) {
    return made(
        () -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          writing.to(out);
          return out.toByteArray();
        });
  }

  /** A reader that wants a file gets one with the input, which is gone afterwards. */
  @FunctionalInterface
  interface FileReader {
    void read(Path file) throws Exception;
  }

  static Target.Reader file(String name, FileReader reader) {
    Path folder = made(() -> Files.createTempDirectory("fuzz"));
    Path file = folder.resolve(name);
    file.toFile().deleteOnExit();
    folder.toFile().deleteOnExit();
    return input -> {
      Files.write(file, input);
      reader.read(file);
    };
  }

  static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }
}
