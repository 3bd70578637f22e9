package org.boot2docker.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.qemu.UserNetwork;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.state.MachineDirectory;

/** Changes which ports a running QEMU forwards. */
final class LivePorts {
  private static final Duration QMP_LIMIT = Duration.ofSeconds(10);

  private final MachineDirectory directory;
  private final Progress progress;

  /**
   * Those of a machine.
   *
   * @param progress hears of each that is changed
   */
  LivePorts(MachineDirectory directory, Progress progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Replaces some forwards by others; those that are in both lists stay open.
   *
   * @throws MachineException when a port is taken
   */
  void change(List<PortForward> before, List<PortForward> after) throws IOException {
    List<PortForward> more = after.stream().filter(each -> !before.contains(each)).toList();
    List<PortForward> gone = before.stream().filter(each -> !after.contains(each)).toList();
    HostPorts.requireFree(more.stream().filter(each -> !isIn(gone, each)).toList());
    if (more.isEmpty() && gone.isEmpty()) {
      return;
    }
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
      change(qmp, gone, more);
    }
    for (PortForward forward : gone) {
      if (!isIn(more, forward)) {
        progress.say("%s is no longer forwarded".formatted(forward.host()));
      }
    }
    for (PortForward forward : more) {
      progress.say(
          "%s leads to port %d of machine %s now"
              .formatted(forward.host(), forward.guestPort(), directory.name()));
    }
  }

  /** All of it, or nothing. */
  private static void change(QmpClient qmp, List<PortForward> gone, List<PortForward> more)
      throws IOException {
    for (PortForward forward : gone) {
      remove(qmp, forward);
    }
    List<PortForward> added = new ArrayList<>();
    try {
      for (PortForward forward : more) {
        add(qmp, forward);
        added.add(forward);
      }
    } catch (MachineException e) {
      for (PortForward forward : added) {
        remove(qmp, forward);
      }
      for (PortForward forward : gone) {
        add(qmp, forward);
      }
      throw e;
    }
  }

  private static void remove(QmpClient qmp, PortForward forward) throws IOException {
    qmp.monitor("hostfwd_remove net0 " + UserNetwork.listener(forward.host()));
  }

  /** Whether one of them has this one's port of the host. */
  private static boolean isIn(List<PortForward> forwards, PortForward one) {
    return forwards.stream().anyMatch(each -> each.host().overlaps(one.host()));
  }

  private static void add(QmpClient qmp, PortForward forward) throws IOException {
    String answer = qmp.monitor("hostfwd_add net0 " + UserNetwork.rule(forward));
    if (!answer.isBlank()) {
      throw new MachineException(
          "port %s of this host can't be used (%s): choose another"
              .formatted(forward.host().brief(), answer.strip()));
    }
  }
}
