package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Pause;

/** The end of a guest by SIGKILL: nothing of QEMU's own runs any more. */
final class PowerCut {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private PowerCut() {}

  /** Cuts the power, and returns when QEMU is gone. */
  static void of(Guest guest) throws IOException {
    String pid = Files.readString(guest.machine().directory().qemuPid()).strip();
    Optional<ProcessHandle> qemu = ProcessHandle.of(Long.parseLong(pid));
    qemu.ifPresent(ProcessHandle::destroyForcibly);
    Instant end = Instant.now().plus(LIMIT);
    while (qemu.isPresent() && qemu.get().isAlive()) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("QEMU, process " + pid + ", outlives SIGKILL");
      }
      Pause.millis(5);
    }
  }
}
