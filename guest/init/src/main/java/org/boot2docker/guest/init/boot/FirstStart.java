package org.boot2docker.guest.init.boot;

import org.boot2docker.contract.MilestoneNames;
import org.boot2docker.guest.init.userdata.UserData;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Sockets;
import org.boot2docker.guest.system.kernel.Text;

/** The start that Linux makes; reads like docs/init.md. */
final class FirstStart {
  /** Long enough for somebody to read the console. */
  private static final long READING_MILLIS = 60_000;

  private final Kernel kernel;
  private final Sockets sockets;
  private final Log log;
  private final Loop loop;
  private final Settings settings;

  FirstStart(Kernel kernel, Sockets sockets, Log log, Loop loop) {
    this.kernel = kernel;
    this.sockets = sockets;
    this.log = log;
    this.loop = loop;
    this.settings = new Settings(kernel, log);
  }

  void begin() {
    long start = kernel.millis();
    Mounts mounts = new Mounts(kernel, log);
    mounts.leaveRootfs();
    mounts.first();
    settings.makeDirectories();
    settings.consoleLevel();
    if (Unpacking.hasFailed(kernel, log)) {
      restartLater();
      return;
    }
    Guest guest = new Guest(kernel, sockets, log, loop, false, this::diskDecided);
    guest.listen();
    guest.modules(true).begin();
    guest.milestones().reachedAt(MilestoneNames.INIT_START, start);
    mounts.then();
    guest.identity().preliminary();
    settings.apply();
    log.check(Interfaces.up(kernel, "lo"), "bringing up lo");
    guest.milestones().listen(this::announce);
    guest.serve();
    guest.searchDiskUnlessDriversAreNeeded();
    guest.swapWithoutDocker();
  }

  /** Goes on after a crash that came before the data disk was decided on, as most of this does. */
  void resume() {
    Guest guest = new Guest(kernel, sockets, log, loop, true, this::diskDecided);
    guest.listen();
    guest.modules(true).beginAgain();
    guest.milestones().listen(this::announce);
    guest.serve();
    guest.searchDiskUnlessDriversAreNeeded();
    guest.swapWithoutDocker();
  }

  /** As after a kernel panic: where this system was tried, its former one is next. */
  private void restartLater() {
    CommandLine commandLine = new CommandLine(Text.line(kernel, "/proc/cmdline"));
    if (commandLine.value("panic").filter("0"::equals).isEmpty()) {
      log.announce("the machine restarts in " + READING_MILLIS / 1000 + " s");
      loop.after(READING_MILLIS, () -> kernel.reboot(Linux.REBOOT_RESTART));
    }
  }

  private void diskDecided(Guest guest) {
    guest.settle();
    settings.applyUsers();
    Home home = guest.home();
    home.keep();
    // With all drivers docker's number is known, which the host may give.
    if (guest.milestones().isReached(MilestoneNames.MODULES)) {
      settings.applyLater(!guest.milestones().isReached(MilestoneNames.LATER_MODULES));
      home.adopt();
    }
    new Region(kernel, log).ask();
    new UserData(kernel, log).unpack();
    guest.settleNetwork();
    guest.admit();
  }

  private void announce(String milestone) {
    if (milestone.equals(MilestoneNames.MODULES)) {
      settings.applyLater(true);
    } else if (milestone.equals(MilestoneNames.LATER_MODULES)) {
      settings.applyLater(false);
    }
  }
}
