package org.boot2docker.machine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.folders.GuestFolders;
import org.boot2docker.machine.saved.UnsavableException;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.SshWait;
import org.boot2docker.machine.state.MachineConfig;

/** The files that a guest has not written yet, and this host's that it uses, when it is saved. */
record GuestFiles(Machine machine, Progress progress) {
  private static final Duration BANNER_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = BANNER_LIMIT;
  private static final Duration PAUSE = Duration.ofMillis(200);

  /**
   * Has the guest write its files, so that nothing is lost but what ran if the state is never
   * resumed, and leave the folders of this host.
   *
   * @return whether Docker keeps its data on a disk
   * @throws UnsavableException when a folder is in use; all are back then
   */
  boolean settle() throws IOException {
    MachineConfig config = config();
    if (!answersSoon()) {
      if (config.hasShares()) {
        throw unsavable("the guest does not answer");
      }
      progress.say("the guest does not answer, so its files are not written to its disk first");
      return config.hasDisk();
    }
    try (SshSession session = machine.ssh()) {
      // A container's dead network folder must not keep this for ever.
      String docker = session.exec("timeout 60 sync; readlink -f /var/lib/docker").out();
      if (config.hasShares()) {
        leaveFolders(session);
      }
      return docker.startsWith(Machine.DISKS);
    }
  }

  /** On a first boot the SSH server starts a second time, for the keys that take longer to make. */
  private boolean answersSoon() throws IOException {
    long end = System.nanoTime() + ANSWER_LIMIT.toNanos();
    boolean answers = SshWait.answers(machine.target(), BANNER_LIMIT);
    while (!answers && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      answers = SshWait.answers(machine.target(), BANNER_LIMIT);
    }
    return answers;
  }

  private void leaveFolders(SshSession session) throws IOException {
    Optional<String> obstacle = GuestFolders.leave(session);
    if (obstacle.isPresent()) {
      throw unsavable(obstacle.get());
    }
  }

  private UnsavableException unsavable(String reason) {
    return new UnsavableException(
        "the shared folders of machine %s can't be left for now (%s)"
            .formatted(machine.name(), reason),
        "end what uses them, or stop the machine instead");
  }

  /** Has the guest use the folders again; when it is not asked it does so by itself, later. */
  void comeBack() throws IOException {
    if (!config().hasShares()) {
      return;
    }
    try (SshSession session = machine.ssh()) {
      GuestFolders.comeBack(session);
    } catch (IOException e) {
      progress.say("the shared folders are back in half a minute (" + e.getMessage() + ")");
    }
  }

  private MachineConfig config() throws IOException {
    return MachineConfig.read(machine.directory());
  }
}
