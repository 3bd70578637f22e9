package org.boot2docker.machine.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * A QEMU that was left with a guest that stands still or has no identity, by a command that was
 * killed while it saved or resumed a machine, or started it from a template.
 */
public final class Unfinished {
  private static final Duration QMP_LIMIT = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 20;
  private static final String CANCELLING = "cancelling";

  /**
   * What QEMU says of a migration that has not ended (MigrationStatus in its qapi/migration.json).
   */
  private static final Set<String> UNDER_WAY =
      Set.of("setup", "active", "pre-switchover", "device", CANCELLING);

  private Unfinished() {}

  /**
   * Lets the guest run on, or ends a QEMU that has not read its state; the caller holds the lock of
   * the machine, whose QEMU runs. Does nothing to a machine that is neither saved nor resumed, and
   * does not begin as a template.
   *
   * @return whether QEMU was told to end
   */
  public static boolean settle(MachineDirectory directory) throws IOException {
    if (Files.exists(directory.unidentified())) {
      try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
        qmp.quit();
      }
      return true;
    }
    if (!SavedState.exists(directory)
        && !Files.exists(directory.savedDevices())
        && !Files.exists(directory.memory())) {
      return false;
    }
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
      String status = qmp.status();
      if (status.equals("inmigrate") || status.equals("prelaunch")) {
        qmp.quit();
        return true;
      }
      endMigration(qmp);
      status = qmp.status();
      while (status.equals("finish-migrate")) {
        pause();
        status = qmp.status();
      }
      if (status.equals("running")) {
        // Killed just after the guest ran on: the file is large, and still read under no name.
        Files.deleteIfExists(directory.memory());
        return false;
      }
      return !runs(directory, qmp);
    }
  }

  /** Without its disks the guest stays saved, and QEMU is of no use. */
  private static boolean runs(MachineDirectory directory, QmpClient qmp) throws IOException {
    try {
      Resumer.run(directory, qmp);
      return true;
    } catch (Resumer.DiskInUseException e) {
      if (!SavedState.exists(directory)) {
        throw e;
      }
      qmp.quit();
      return false;
    }
  }

  /** One that goes on would stop the guest again when it is done. */
  private static void endMigration(QmpClient qmp) throws MachineException {
    String status = migration(qmp);
    while (UNDER_WAY.contains(status)) {
      if (!status.equals(CANCELLING)) {
        qmp.execute("migrate_cancel");
      }
      pause();
      status = migration(qmp);
    }
  }

  private static String migration(QmpClient qmp) throws MachineException {
    return qmp.execute("query-migrate").path("status").asText();
  }

  private static void pause() throws MachineException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while QEMU saved the machine", e);
    }
  }
}
