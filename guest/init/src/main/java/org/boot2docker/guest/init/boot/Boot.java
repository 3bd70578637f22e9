package org.boot2docker.guest.init.boot;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.init.control.ControlSocket;
import org.boot2docker.guest.init.disk.DataDisk;
import org.boot2docker.guest.init.folders.HostFolders;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.init.resolver.RouterAdvice;
import org.boot2docker.guest.init.service.Control;
import org.boot2docker.guest.init.service.Supervisor;
import org.boot2docker.guest.init.userdata.UserData;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Sockets;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.user.HostNumber;

/** One boot, from the first mount on; reads like docs/init.md. */
public final class Boot {
  private static final int QUIET = 4;
  private static final long PAUSE = 1_000;

  /** Docker may not come up just because memory is short. */
  private static final long SWAP_WITHOUT_DOCKER = 90_000;

  /** The last file of the archive that Linux unpacked before it started init. */
  private static final String COMPLETE = "/usr/lib/boot2docker/complete";

  private final Kernel kernel;
  private final Sockets sockets;
  private final boolean again;
  private final Log log;
  private final Loop loop;
  private final Milestones milestones;
  private final Identity identity;
  private final HostNumber hostNumber;

  /**
   * A boot that hasn't begun.
   *
   * @param again whether the machine is up already and init has been started anew after a crash
   */
  public Boot(Kernel kernel, Sockets sockets, boolean again) {
    this.kernel = kernel;
    this.sockets = sockets;
    this.again = again;
    this.log = new Log(kernel);
    this.loop = new Loop(kernel, log);
    this.milestones = new Milestones(kernel, log, !again);
    this.identity = new Identity(kernel, log);
    this.hostNumber = new HostNumber(kernel, log);
  }

  /** Boots, and serves the machine until it ends. */
  public void run() {
    try {
      begin();
    } catch (RuntimeException | Error e) {
      log.error("booting failed (" + e + "): use the shell on the console");
      rescue();
    }
    while (true) {
      try {
        step();
      } catch (RuntimeException | Error e) {
        log.error("init met an error of its own and goes on: " + e);
        kernel.poll(new int[0], PAUSE);
      }
    }
  }

  /** Serves what happens next. */
  void step() {
    loop.step();
  }

  /** Keeps a shell on the console, whatever else is wrong. */
  private void rescue() {
    List<String> shell = List.of("/bin/sh", "-l");
    List<String> environment = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");
    Optional<String> console = Optional.of("/dev/console");
    int pid = kernel.start(new Command(shell, environment, -1, -1, console, Optional.empty(), 0));
    loop.onExit(pid, exit -> loop.after(PAUSE, this::rescue));
  }

  /** Everything up to the loop. */
  void begin() {
    long start = kernel.millis();
    if (again) {
      // Crash after crash must not take the processor from those that still work.
      kernel.poll(new int[0], PAUSE);
      log.error("init has crashed and was restarted; all other processes continue");
    }
    Mounts mounts = new Mounts(kernel, log);
    Settings settings = new Settings(kernel, log);
    if (!again) {
      mounts.leaveRootfs();
      mounts.first();
    }
    settings.makeDirectories();
    CommandLine commandLine = new CommandLine(Text.line(kernel, "/proc/cmdline"));
    kernel.consoleLevel(commandLine.has("debug") ? 8 : QUIET);
    if (!kernel.exists(COMPLETE)) {
      new ShortMemory(kernel, log).say();
      return;
    }
    Supervisor supervisor = new Supervisor(kernel, sockets, log, loop, milestones, again);
    new ControlSocket(kernel, sockets, loop, new Control(supervisor, loop)).open(log);
    Shutdown shutdown = new Shutdown(kernel, log, loop, supervisor, identity);
    listenToSignals(shutdown);
    DataDisk dataDisk = new DataDisk(kernel, log, loop, commandLine, this::diskDecided);
    HostFolders folders = new HostFolders(kernel, log, loop, milestones);
    Hotplug hotplug =
        new Hotplug(
            kernel,
            loop,
            supervisor,
            dataDisk,
            folders,
            () -> shutdown.begin(Shutdown.Kind.POWER_OFF));
    new ModuleWork(
            kernel,
            log,
            loop,
            again,
            shutdown::hasBegun,
            () -> searchDisk(dataDisk),
            () -> milestones.reach("modules"))
        .begin();
    milestones.reachedAt("init-start", start);
    if (!again) {
      mounts.then();
      identity.preliminary();
      settings.apply();
      log.check(new Interfaces(kernel).up("lo"), "bringing up lo");
    }
    milestones.reach("mounts");
    hotplug.begin();
    folders.begin();
    new RouterAdvice(kernel, loop).begin();
    milestones.listen(name -> announce(name, dataDisk));
    supervisor.load();
    if (again) {
      diskDecided();
    } else {
      dataDisk.searchUnlessDriversAreNeeded();
      loop.after(SWAP_WITHOUT_DOCKER, dataDisk::swap);
    }
  }

  private void listenToSignals(Shutdown shutdown) {
    int fd =
        kernel.signals(
            Linux.SIGCHLD, Linux.SIGTERM, Linux.SIGINT, Linux.SIGUSR1, Linux.SIGUSR2, Linux.SIGHUP);
    kernel.reboot(Linux.REBOOT_CAD_OFF);
    loop.onReadable(
        fd,
        () -> {
          for (int signal = kernel.readSignal(fd); signal != 0; signal = kernel.readSignal(fd)) {
            Shutdown.forSignal(signal).ifPresent(shutdown::begin);
          }
          loop.reap();
        });
  }

  /** Init started anew knows its disk, or knows that there is none. */
  private void searchDisk(DataDisk dataDisk) {
    if (!again) {
      dataDisk.search();
    }
  }

  private void diskDecided() {
    identity.settle();
    hostNumber.take();
    if (!again) {
      new UserData(kernel, log).unpack();
    }
    new AuthorizedKeys(kernel, log).install();
    milestones.reach("disk");
  }

  private void announce(String milestone, DataDisk dataDisk) {
    if (milestone.equals("modules")) {
      // fw_cfg's driver may have come after the disk.
      hostNumber.take();
      new AuthorizedKeys(kernel, log).install();
    } else if (milestone.equals("docker")) {
      identity.saveSeed();
      dataDisk.swap();
    }
  }
}
