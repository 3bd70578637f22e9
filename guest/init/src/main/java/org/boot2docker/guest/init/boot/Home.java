package org.boot2docker.guest.init.boot;

import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.Exit;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.user.DockerUser;

/**
 * The home directory of the user docker, which is on the data disk when there is one.
 *
 * <p>It is mounted over the one in memory, so that what can't be used costs nobody his login. sshd
 * follows keys only through directories that nobody else can write to, so those get the owner and
 * the permissions that it wants, whatever they were before.
 */
final class Home {
  private static final String KEPT = GuestPaths.HOME;
  private static final String HOME = DockerUser.HOME;
  private static final String SSH = HOME + "/.ssh";
  private static final String KEYS = SSH + "/authorized_keys";
  private static final int EEXIST = -Linux.EEXIST;

  /** The number that docker had when the files on the disk last became his. */
  private static final String OWNER = GuestPaths.STATE + "/home-owner";

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final DockerUser user;

  /** The number of docker that it was kept for; -1 before. */
  private int keptFor = -1;

  Home(Kernel kernel, Log log, Loop loop) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.user = new DockerUser(kernel);
  }

  /** Puts the disk's home directory in place; without a disk the one in memory stays. */
  void keep() {
    if (kernel.readLink(GuestPaths.STATE).isEmpty()) {
      return;
    }
    int made = kernel.makeDirectory(KEPT, 0755);
    int mounted =
        made < 0 && made != EEXIST ? made : kernel.mount(KEPT, HOME, "", Linux.MS_BIND, "");
    if (mounted < 0) {
      log.error(
          KEPT
              + " can't be the home directory of docker (error "
              + -mounted
              + "), so it is in memory: move that file away and restart");
    }
    if (made >= 0) {
      note(Integer.toString(user.number()));
    }
    letIn();
  }

  private void letIn() {
    keptFor = user.number();
    allow(HOME, 0755);
    allow(SSH, 0700);
    if (kernel.readLink(SSH).isEmpty()) {
      allow(KEYS, 0600);
    }
  }

  /**
   * Gives docker what was his under another number, in a process of its own; files of containers
   * stay theirs. To be called when his number is known for good, and the home is kept.
   */
  void adopt() {
    if (kernel.readLink(GuestPaths.STATE).isEmpty()) {
      return;
    }
    if (keptFor != -1 && keptFor != user.number()) {
      // It has come after the home was kept.
      letIn();
    }
    String before = Text.line(kernel, OWNER);
    String now = Integer.toString(user.number());
    if (before.equals(now)) {
      return;
    }
    if (before.isEmpty()) {
      note(now);
      return;
    }
    List<String> find =
        List.of(
            "/usr/bin/find",
            HOME,
            "-xdev",
            "-user",
            before,
            "-exec",
            "chown",
            "-h",
            now,
            "{}",
            "+");
    int pid = kernel.start(Command.of(find, List.of("PATH=/usr/sbin:/usr/bin"), -1));
    if (log.check(pid, "starting find in " + HOME)) {
      loop.onExit(pid, exit -> finish(exit, now));
    }
  }

  /** What failed or was cut short is done at the next boot. */
  private void finish(Exit exit, String number) {
    if (exit.code() == 0) {
      note(number);
    }
  }

  private void note(String number) {
    log.check(Text.replace(kernel, OWNER, number + "\n", 0644), "writing " + OWNER);
  }

  /** Gives docker what is there; a link could lead anywhere and is left alone. */
  private void allow(String path, int mode) {
    if (kernel.exists(path) && kernel.readLink(path).isEmpty()) {
      user.own(path);
      kernel.changeMode(path, mode);
    }
  }
}
