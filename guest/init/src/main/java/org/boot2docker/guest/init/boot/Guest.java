package org.boot2docker.guest.init.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.MilestoneNames;
import org.boot2docker.guest.init.control.ControlSocket;
import org.boot2docker.guest.init.disk.DataDisk;
import org.boot2docker.guest.init.folders.HostFolders;
import org.boot2docker.guest.init.health.CrashRecords;
import org.boot2docker.guest.init.health.DockerPulse;
import org.boot2docker.guest.init.health.Watchdog;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.init.resolver.RouterAdvice;
import org.boot2docker.guest.init.service.Control;
import org.boot2docker.guest.init.service.Supervisor;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Mounted;
import org.boot2docker.guest.system.kernel.Sockets;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.user.HostNumber;

/** What both starts have in common: the parts of a running machine, and how they are set going. */
final class Guest {
  /** Docker may not come up just because memory is short. */
  private static final long SWAP_WITHOUT_DOCKER = 90_000;

  private static final String NETWORK = "network";
  private static final String NETWORK_6 = "network6";

  private final Kernel kernel;
  private final Sockets sockets;
  private final Log log;
  private final Loop loop;
  private final Milestones milestones;
  private final Identity identity;
  private final HostNumber hostNumber;
  private final Supervisor supervisor;
  private final Shutdown shutdown;
  private final DataDisk dataDisk;
  private final HostFolders folders;
  private final Home home;
  private final Watchdog watchdog;
  private final DockerPulse pulse;
  private final CrashRecords crashes;
  private final Template template;

  /** For when the module pack of the data disk is there. */
  private final List<Runnable> moreModules = new ArrayList<>();

  private boolean modulesLoaded;
  private boolean diskDecided;

  /**
   * The parts of a machine whose /proc is mounted.
   *
   * @param again whether processes of an earlier life of init are to be taken over, and the time
   *     line is to stay as it is
   * @param diskDecided called when the data disk is mounted, or there is none; a second time when a
   *     disk has come later
   */
  Guest(
      Kernel kernel,
      Sockets sockets,
      Log log,
      Loop loop,
      boolean again,
      Consumer<Guest> diskDecided) {
    CommandLine commandLine = new CommandLine(Text.line(kernel, "/proc/cmdline"));
    this.kernel = kernel;
    this.sockets = sockets;
    this.log = log;
    this.loop = loop;
    this.milestones = new Milestones(kernel, log, !again);
    this.identity = new Identity(kernel, log);
    this.hostNumber = new HostNumber(kernel, log);
    this.supervisor = new Supervisor(kernel, sockets, log, loop, milestones, again);
    this.watchdog = new Watchdog(kernel, log, loop);
    this.pulse = new DockerPulse(kernel, log, loop);
    this.crashes = new CrashRecords(kernel, log);
    this.template = new Template(kernel, log, loop, commandLine);
    this.shutdown = new Shutdown(kernel, log, loop, supervisor, identity, watchdog);
    this.dataDisk = new DataDisk(kernel, log, loop, commandLine, dependents(diskDecided));
    this.folders = new HostFolders(kernel, log, loop, milestones);
    this.home = new Home(kernel, log, loop);
  }

  private DataDisk.Dependents dependents(Consumer<Guest> diskDecided) {
    return new DataDisk.Dependents() {
      @Override
      public void begin() {
        diskDecided.accept(Guest.this);
      }

      @Override
      public void leave(Runnable then) {
        supervisor.withdraw(MilestoneNames.DISK, then);
      }
    };
  }

  Milestones milestones() {
    return milestones;
  }

  Identity identity() {
    return identity;
  }

  Home home() {
    return home;
  }

  DataDisk dataDisk() {
    return dataDisk;
  }

  /** Looks for the data disk, whose driver is loaded; in a template there is none yet. */
  private void searchDisk() {
    if (!waitsForDisk()) {
      dataDisk.search();
    }
  }

  /**
   * Decides on the data disk if none is wanted, as soon as the driver of fw_cfg has come, which is
   * looked into by what starts then; at the latest with the drivers of disks, which come after it.
   */
  void searchDiskUnlessDriversAreNeeded() {
    if (!waitsForDisk() && !new FirmwareConfig(kernel).isStillToCome()) {
      dataDisk.searchUnlessDriversAreNeeded();
    }
  }

  /**
   * One that a template has is nobody's, and a machine's own is looked for when it has an identity.
   */
  private void diskAppeared() {
    if (!waitsForDisk()) {
      dataDisk.deviceAppeared();
    }
  }

  /** Begins to swap after a time, although Docker may not be up then. */
  void swapWithoutDocker() {
    loop.after(SWAP_WITHOUT_DOCKER, waitsForDisk() ? this::swapWithoutDocker : dataDisk::swap);
  }

  private boolean waitsForDisk() {
    return template.isBeforeDisk() && template.isWaiting();
  }

  /** Takes requests of {@code service}, and the signals that end the machine. */
  void listen() {
    new ControlSocket(kernel, sockets, loop, new Control(supervisor, loop)).open(log);
    int fd =
        kernel.signals(
            Linux.SIGCHLD, Linux.SIGTERM, Linux.SIGINT, Linux.SIGUSR1, Linux.SIGUSR2, Linux.SIGHUP);
    kernel.reboot(Linux.REBOOT_CAD_OFF);
    loop.onReadable(fd, () -> readSignals(fd));
  }

  private void readSignals(int fd) {
    for (int signal = kernel.readSignal(fd); signal != 0; signal = kernel.readSignal(fd)) {
      Shutdown.forSignal(signal).ifPresent(shutdown::begin);
      if (signal == Linux.SIGHUP && template.isWaiting()) {
        template.leave(this::becomeItself);
      }
    }
    loop.reap();
  }

  /** The host has given a machine that started from a template what it is to be. */
  private void becomeItself() {
    if (template.isBeforeDisk()) {
      milestones.reach(MilestoneNames.IDENTITY);
      dataDisk.search();
      return;
    }
    identity.renew();
    hostNumber.take();
    new AuthorizedKeys(kernel, log).install();
    milestones.reach(MilestoneNames.IDENTITY);
  }

  /**
   * The loading of modules, which is still to begin.
   *
   * @param looks whether the data disk is to be looked for as drivers come
   */
  ModuleWork modules(boolean looks) {
    ModuleWork work =
        new ModuleWork(
            kernel,
            log,
            loop,
            shutdown::hasBegun,
            looks ? this::searchDiskUnlessDriversAreNeeded : () -> {},
            looks ? this::searchDisk : () -> {},
            () -> milestones.reach(MilestoneNames.MODULES));
    moreModules.add(work::renew);
    return work;
  }

  /** The common tail of both starts, from the mounts on: devices, folders, network, services. */
  void serve() {
    milestones.reach(MilestoneNames.MOUNTS);
    if (!template.isWaiting()) {
      milestones.reach(MilestoneNames.IDENTITY);
    }
    DeviceNodes nodes = new DeviceNodes(kernel, log);
    nodes.begin();
    moreModules.add(nodes::again);
    // Before a card is set up, which asks the routers at once.
    new RouterAdvice(kernel, loop, this::askForAddress).begin();
    new Hotplug(kernel, loop, supervisor, this::diskAppeared, folders, nodes, this::powerOff)
        .begin();
    folders.begin();
    milestones.listen(this::announce);
    supervisor.load();
  }

  /** Starts the DHCPv6 client of an interface, whose condition is the file; not of containers'. */
  private void askForAddress(String name) {
    String file = GuestPaths.managed(name);
    if (!kernel.exists(file) && new Interfaces(kernel).isWired(name)) {
      Text.write(kernel, file, "", 0644);
      supervisor.startAgain(NETWORK_6);
    }
  }

  /** The milestone is reached without a pack, too. */
  private boolean hasModulePack() {
    String modules = "/usr/lib/modules/" + Text.line(kernel, "/proc/sys/kernel/osrelease");
    return Mounted.all(kernel).stream().anyMatch(each -> each.target().equals(modules));
  }

  private void powerOff() {
    shutdown.begin(Shutdown.Kind.POWER_OFF);
  }

  /** The disk is known, and so are the machine's name and the number of the user docker. */
  void settle() {
    identity.settle();
    hostNumber.take();
  }

  /** Has a network that didn't wait for the disk take the settings on it. */
  void settleNetwork() {
    if (kernel.exists(GuestPaths.NETWORK_SETTINGS)) {
      supervisor.startAgain(NETWORK);
    }
  }

  /** What the disk holds is in place: keys count, and services may start. */
  void admit() {
    new AuthorizedKeys(kernel, log).install();
    milestones.reach(MilestoneNames.DISK);
    diskDecided = true;
    watch();
  }

  /** Docker has been up for some time, started by an earlier life of init. */
  void watchDocker() {
    pulse.begin();
  }

  /** A disk may take its time to be checked and mounted: only then, and with all drivers. */
  private void watch() {
    if (modulesLoaded && diskDecided) {
      crashes.move();
      watchdog.begin();
    }
  }

  private void announce(String milestone) {
    if (template.isWaiting()) {
      template.reached(milestones);
    }
    if (milestone.equals(MilestoneNames.MODULES)) {
      // fw_cfg's driver may have come after the disk.
      if (diskDecided) {
        identity.settleLateHostName();
      }
      hostNumber.take();
      home.adopt();
      new AuthorizedKeys(kernel, log).install();
      modulesLoaded = true;
      watch();
    } else if (milestone.equals(MilestoneNames.MODULE_PACK) && hasModulePack()) {
      moreModules.forEach(Runnable::run);
    } else if (milestone.equals(MilestoneNames.DOCKER)) {
      if (!template.isWaiting()) {
        identity.saveSeed();
      }
      dataDisk.swap();
      pulse.begin();
    }
  }
}
