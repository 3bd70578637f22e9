package org.boot2docker.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.PortForward;
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
    List<Integer> freed = gone.stream().map(PortForward::hostPort).toList();
    HostPorts.requireFree(more.stream().filter(f -> !freed.contains(f.hostPort())).toList());
    if (more.isEmpty() && gone.isEmpty()) {
      return;
    }
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
      for (PortForward forward : gone) {
        qmp.monitor("hostfwd_remove net0 tcp:127.0.0.1:" + forward.hostPort());
        if (more.stream().noneMatch(each -> each.hostPort() == forward.hostPort())) {
          progress.say("127.0.0.1:%d is no longer forwarded".formatted(forward.hostPort()));
        }
      }
      for (PortForward forward : more) {
        add(qmp, forward);
        progress.say(
            "127.0.0.1:%d leads to port %d of machine %s now"
                .formatted(forward.hostPort(), forward.guestPort(), directory.name()));
      }
    }
  }

  private static void add(QmpClient qmp, PortForward forward) throws IOException {
    String answer =
        qmp.monitor(
            "hostfwd_add net0 tcp:127.0.0.1:%d-:%d"
                .formatted(forward.hostPort(), forward.guestPort()));
    if (!answer.isBlank()) {
      throw new MachineException(
          "port %d of this host can't be used (%s): choose another"
              .formatted(forward.hostPort(), answer.strip()));
    }
  }
}
