package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.qemu.Qemu;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real QEMU, whose block layer says once that there is no room. */
class FullDiskTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SECTOR = 512;

  /** Writes itself to the second sector by the BIOS, and halts. */
  private static final byte[] CODE =
      HexFormat.of().parseHex("b80103b90200ba800031db8ec3bb007ccd13f4ebfd");

  @TempDir private Path folder;
  private Optional<Process> qemu = Optional.empty();

  @AfterEach
  void end() {
    qemu.ifPresent(Process::destroyForcibly);
  }

  private static byte[] bootSector() {
    byte[] sector = Arrays.copyOf(CODE, SECTOR);
    sector[SECTOR - 2] = 0x55;
    sector[SECTOR - 1] = (byte) 0xaa;
    return sector;
  }

  private static String status(MachineDirectory directory) throws IOException {
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), LIMIT)) {
      return qmp.status();
    }
  }

  private static boolean comesTrue(Condition condition) throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.isTrue() && Instant.now().isBefore(end)) {
      Thread.sleep(50);
    }
    return condition.isTrue();
  }

  private interface Condition {
    boolean isTrue() throws IOException;
  }

  @Test
  void aGuestThatWasHeldGoesOnWhenThereIsRoomAndLosesNothing() throws Exception {
    MachineDirectory directory = new MachineDirectory(folder);
    Path disk = folder.resolve("disk.img");
    Files.write(disk, Arrays.copyOf(bootSector(), 1 << 20));
    Path faults = folder.resolve("faults");
    Files.writeString(
        faults, "[inject-error]\nevent = \"pwritev\"\nerrno = \"28\"\nonce = \"on\"\n");
    qemu =
        Optional.of(
            new ProcessBuilder(
                    List.of(
                        Qemu.find(Architecture.AMD64, System.getenv()).program().toString(),
                        "-display",
                        "none",
                        "-nodefaults",
                        "-qmp",
                        "unix:" + directory.qmpSocket() + ",server=on,wait=off",
                        "-drive",
                        "format=raw,if=ide,file=blkdebug:" + faults + ":" + disk))
                .inheritIO()
                .start());
    assertThat(comesTrue(() -> Files.exists(directory.qmpSocket()))).isTrue();

    assertThat(comesTrue(() -> FullDisk.holds(directory))).isTrue();
    FullDisk.tryAgain(directory);

    assertThat(status(directory)).isEqualTo("running");
    assertThat(FullDisk.holds(directory)).isFalse();
    assertThat(
            comesTrue(
                () ->
                    Arrays.equals(
                        Files.readAllBytes(disk), SECTOR, 2 * SECTOR, bootSector(), 0, SECTOR)))
        .isTrue();
  }
}
