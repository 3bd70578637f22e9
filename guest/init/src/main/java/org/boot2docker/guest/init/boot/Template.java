package org.boot2docker.guest.init.boot;

import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.KernelParameters;
import org.boot2docker.contract.MilestoneNames;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * A machine whose memory others will start with: Docker runs, or the data disk for it is still to
 * come, and there are no keys. It waits until the host, through the guest agent, gives it an
 * identity; in each copy of it that happens once.
 */
final class Template {
  /** All that starts a machine has run by then, and memory is written to no longer. */
  private static final long REST = 1_500;

  private static final List<String> WITH_DOCKER =
      List.of(MilestoneNames.DOCKER, "later-modules", "network");

  /** What a machine can do without its disk. */
  private static final List<String> BEFORE_DISK = List.of(MilestoneNames.MODULES, "programs");

  private static final List<String> TAKE = List.of("/bin/sh", GuestPaths.LIBRARY + "/identity");
  private static final List<String> ENVIRONMENT = List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin");

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final EngineId engineId;
  private final boolean beforeDisk;
  private final boolean wanted;
  private boolean resting;
  private boolean leaving;

  Template(Kernel kernel, Log log, Loop loop, CommandLine commandLine) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.engineId = new EngineId(kernel, log);
    this.beforeDisk = commandLine.has(KernelParameters.TEMPLATE_WITH_DISK);
    this.wanted = beforeDisk || commandLine.has(KernelParameters.TEMPLATE);
  }

  /** Whether the machine has no identity yet. */
  boolean isWaiting() {
    return wanted && !kernel.exists(GuestPaths.IDENTITY);
  }

  /** Whether the data disk, and all that needs it, comes after the identity. */
  boolean isBeforeDisk() {
    return beforeDisk;
  }

  /** Gets the machine ready to be saved, when all that it can have without an identity is there. */
  void reached(Milestones milestones) {
    List<String> needed = beforeDisk ? BEFORE_DISK : WITH_DOCKER;
    if (!resting && needed.stream().allMatch(milestones::isReached)) {
      resting = true;
      loop.after(REST, this::ready);
    }
  }

  private void ready() {
    Optional<List<Long>> places = beforeDisk ? Optional.of(List.of()) : engineId.places();
    if (places.isEmpty()) {
      log.error("this machine can't be a template: dockerd's id is not found in its memory");
      return;
    }
    StringBuilder lines = new StringBuilder();
    places.get().forEach(place -> lines.append(Long.toHexString(place)).append('\n'));
    Text.replace(kernel, GuestPaths.TEMPLATE, lines.toString(), 0600);
    log.info("this machine waits to be a template");
  }

  /**
   * Takes what the host gives.
   *
   * @param then makes keys and ids; not called a second time
   */
  void leave(Runnable then) {
    if (leaving) {
      return;
    }
    leaving = true;
    int pid = kernel.start(Command.of(TAKE, ENVIRONMENT, -1));
    loop.onExit(
        pid,
        exit -> {
          if (!beforeDisk) {
            engineId.renew(Text.lines(Text.read(kernel, GuestPaths.TEMPLATE).orElse("")));
          }
          Text.write(kernel, GuestPaths.IDENTITY, "", 0644);
          kernel.unlink(GuestPaths.TEMPLATE);
          then.run();
        });
  }
}
