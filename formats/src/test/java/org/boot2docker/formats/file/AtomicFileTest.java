package org.boot2docker.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.boot2docker.formats.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path directory;

  @Test
  void aFailedWriteKeepsWhatWasThereAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("image"), "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[10]);
                      throw new IOException("broken");
                    }))
        .hasMessageContaining("broken");
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aPipeIsNotReplaced() {
    Tool.run(directory, "mkfifo", "pipe");
    Path pipe = directory.resolve("pipe");
    assertThatThrownBy(() -> AtomicFile.check(pipe)).hasMessageContaining("pipe");
    assertThatThrownBy(() -> AtomicFile.text(pipe, "x")).hasMessageContaining("pipe");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void aFullDiskIsOneLineThatNamesTheFile() {
    Path file = directory.resolve("image");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IOException("No space left on device");
                    }))
        .hasMessageContainingAll(file.toString(), "space");
  }

  @Test
  void aSecretIsItsOwnersFromTheFirstMoment() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "old");

    AtomicFile.secret(file, "new".getBytes(StandardCharsets.UTF_8));

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void twoThreadsThatWriteTheSameFileLeaveOneOfBoth() throws Exception {
    Path file = directory.resolve("file");
    List<Thread> writers = new ArrayList<>();
    List<Throwable> failed = Collections.synchronizedList(new ArrayList<>());
    for (String text : List.of("one", "two")) {
      Thread writer = new Thread(() -> writeOften(file, text));
      writer.setUncaughtExceptionHandler((thread, e) -> failed.add(e));
      writer.start();
      writers.add(writer);
    }
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(failed).isEmpty();
    assertThat(Files.readString(file)).isIn("one", "two");
  }

  private static void writeOften(Path file, String text) {
    try {
      for (int i = 0; i < 200; i++) {
        AtomicFile.text(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program that is ended while it writes. */
  static final class Interrupted {
    public static void main(String[] arguments) throws IOException {
      AtomicFile.write(
          Path.of(arguments[0]),
          out -> {
            System.out.println("writing");
            LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
          });
    }
  }

  @Test
  void whoIsInterruptedLeavesNothing() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = Objects.requireNonNull(System.getProperty("java.class.path"));
    String file = directory.resolve("image").toString();
    Process writer =
        new ProcessBuilder(List.of(java, "-cp", path, Interrupted.class.getName(), file))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(writer.inputReader().readLine()).isEqualTo("writing");
    assertThat(list()).hasSize(1);

    writer.destroy();
    writer.waitFor();

    assertThat(list()).isEmpty();
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void whatTheWriterCannotReadIsNotBlamedOnTheFile() {
    Path input = directory.resolve("input");
    assertThatThrownBy(
            () -> AtomicFile.write(directory.resolve("image"), out -> Files.copy(input, out)))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(input.toString());
  }

  @Test
  void twoWritersOfOneThreadHaveFilesOfTheirOwn() throws IOException {
    Path file = directory.resolve("image");
    AtomicFile.write(
        file,
        out -> {
          AtomicFile.text(file, "inner");
          out.write('x');
        });
    assertThat(file).hasContent("x");
  }

  @Test
  void aMissingDirectoryIsSaidBeforeTheWork() {
    assertThatThrownBy(() -> AtomicFile.check(directory.resolve("no/image")))
        .hasMessageContaining("directory");
  }

  @Test
  void aDirectoryIsNotAFile() {
    assertThatThrownBy(() -> AtomicFile.check(directory)).hasMessageContaining("is a directory");
  }

  @Test
  void aCopyThatFailsLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(directory.resolve("disk"), "old");
    assertThatThrownBy(() -> AtomicFile.copy(directory.resolve("gone"), file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("gone");
    assertThat(file).hasContent("old");

    Path other = Files.writeString(directory.resolve("other"), "new");
    AtomicFile.copy(other, file);
    AtomicFile.passingText(other, "passing");
    assertThat(file).hasContent("new");
    assertThat(other).hasContent("passing");
    assertThat(list()).containsExactlyInAnyOrder(file, other);
  }

  @Test
  void whatAKilledProgramWroteAsideIsFound() throws IOException {
    Path whole = directory.resolve("data.qcow2");
    Path other = directory.resolve("ports.json");
    List<Path> parts = new ArrayList<>();
    for (Path file : List.of(whole, other)) {
      AtomicFile.write(file, out -> parts.addAll(parts()));
    }
    for (Path part : parts) {
      Files.writeString(part, "half");
    }

    assertThat(AtomicFile.deleteParts(directory, ".qcow2")).isEqualTo(4);

    assertThat(parts()).as("another's file").containsExactly(parts.get(1));
    assertThat(whole).exists();
    assertThat(AtomicFile.deleteParts(directory.resolve("none"), ".qcow2")).isZero();
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }
}
