package org.boot2docker.machine.saved;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.qmp.QmpException;

/** QEMU's state in files: the guest's memory, and its devices. */
record Migration(QmpClient qmp) {
  private static final long PAUSE_MILLIS = 2;

  /** A bound that no disk reaches: QEMU's own is made for networks. */
  private static final long BYTES_A_SECOND = 1L << 40;

  /**
   * Writes memory and devices of a guest that stands still, each page at a place of its own.
   *
   * @return false when this QEMU can't: before 9.0 it had no such files
   * @throws MachineException when QEMU can't write all of it
   */
  boolean saveMapped(Path file, Duration limit) throws MachineException {
    try {
      useMapped(true);
    } catch (QmpException e) {
      return false;
    }
    try {
      migrate(file, limit);
    } finally {
      useMapped(false);
    }
    return true;
  }

  /**
   * Writes memory and devices of a guest that stands still, one after the other.
   *
   * @throws MachineException when QEMU can't write all of it
   */
  void save(Path file, Duration limit) throws MachineException {
    migrate(file, limit);
  }

  private void migrate(Path file, Duration limit) throws MachineException {
    qmp.execute("migrate-set-parameters", Map.of("max-bandwidth", BYTES_A_SECOND));
    qmp.execute("migrate", Map.of("uri", "file:" + file));
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      JsonNode state = qmp.execute("query-migrate");
      String status = state.path("status").asText();
      if (status.equals("completed")) {
        return;
      }
      if (status.equals("failed") || status.equals("cancelled")) {
        throw new MachineException(state.path("error-desc").asText("QEMU gives no reason"));
      }
      if (System.nanoTime() > end) {
        qmp.execute("migrate_cancel");
        throw new MachineException("it took more than %d s".formatted(limit.toSeconds()));
      }
      pause();
    }
  }

  /**
   * Reads the state into a QEMU that waits for it; the guest stands still after that.
   *
   * @param mapped whether {@link #saveMapped} wrote it
   */
  void load(Path file, boolean mapped, Duration limit) throws MachineException {
    if (mapped) {
      useMapped(true);
    }
    qmp.execute("migrate-incoming", Map.of("uri", "file:" + file));
    long end = System.nanoTime() + limit.toNanos();
    while (qmp.status().equals("inmigrate")) {
      if (System.nanoTime() > end) {
        throw new MachineException("it took more than %d s".formatted(limit.toSeconds()));
      }
      pause();
    }
  }

  private void useMapped(boolean on) throws QmpException {
    qmp.execute(
        "migrate-set-capabilities",
        Map.of("capabilities", List.of(Map.of("capability", "mapped-ram", "state", on))));
  }

  private static void pause() throws MachineException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while QEMU's state was on its way", e);
    }
  }
}
