package org.boot2docker.machine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnedProcessTest {
  @TempDir private Path folder;
  private Optional<Process> process = Optional.empty();

  @AfterEach
  void end() {
    process.ifPresent(Process::destroyForcibly);
  }

  private boolean isFound(Path pidFile, Path argument) throws IOException {
    Process started = new ProcessBuilder("tail", "-f", argument.toString()).start();
    process = Optional.of(started);
    Files.writeString(pidFile, started.pid() + "\n");
    return OwnedProcess.find(pidFile, pidFile.toString()).isPresent();
  }

  @Test
  void aProcessIsFoundByWhateverWayItsFolderWasNamed() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Path file = Files.writeString(real.resolve("qemu.pid"), "");
    assertThat(isFound(file, link.resolve("qemu.pid"))).isTrue();
    end();
    assertThat(isFound(link.resolve("qemu.pid"), file)).isTrue();
  }

  @Test
  void anotherProcessWithTheSameIdIsNotFound() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "");
    assertThat(isFound(folder.resolve("qemu.pid"), other)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "C:\\Program Files\\qemu\\qemu-system-x86_64w.exe, 0, true",
    "C:\\jdk\\bin\\java.exe, -5, true",
    "C:\\jdk\\bin\\java.exe, 60, false",
    "C:\\qemu\\notepad.exe, 0, false"
  })
  void withoutArgumentsNameAndStartDecide(String command, int seconds, boolean likely) {
    Instant written = Instant.parse("2026-01-01T00:00:00Z");
    Optional<Instant> started = Optional.of(written.plusSeconds(seconds));

    assertThat(OwnedProcess.isLikely(Optional.of(command), started, written)).isEqualTo(likely);
  }

  @Test
  void aProcessWithoutANameIsNotOurs() {
    assertThat(OwnedProcess.isLikely(Optional.empty(), Optional.empty(), Instant.EPOCH)).isFalse();
  }
}
