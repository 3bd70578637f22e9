package org.boot2docker.machine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
