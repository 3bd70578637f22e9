package org.boot2docker.guest.init.folders;

import java.util.Set;
import org.boot2docker.contract.MilestoneNames;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.device.Uevent;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;

/**
 * Sees to it that the host's folders are mounted as soon as their drivers are there; containers may
 * need them, so Docker waits for the milestone {@code folders}.
 */
public final class HostFolders {
  private static final String MILESTONE = MilestoneNames.FOLDERS;
  private static final Set<String> DRIVERS = Set.of("9pnet_virtio", "virtiofs");

  /** Linux tells of a module when it has begun. */
  private static final String FIRMWARE = "/module/" + FirmwareConfig.MODULE;

  /** A host that takes longer must not keep Docker from starting. */
  private static final long PATIENCE = 15_000;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final Milestones milestones;
  private final ShareFinder finder;
  private int expected;
  private boolean running;
  private boolean again;

  /** Folders that are still to be found. */
  public HostFolders(Kernel kernel, Log log, Loop loop, Milestones milestones) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.milestones = milestones;
    this.finder = new ShareFinder(kernel);
  }

  /** Begins; uevents must be listened to already. */
  public void begin() {
    expected = finder.expected();
    if (expected == 0) {
      milestones.reach(MILESTONE);
      return;
    }
    loop.after(PATIENCE, this::giveUp);
    if (!finder.present().isEmpty()) {
      mount();
    }
  }

  /** Takes a message of the kernel: a driver may have found a share, or fw_cfg's their tags. */
  public void serve(Uevent event) {
    boolean shares =
        event.value("ACTION").equals("bind") && DRIVERS.contains(event.value("DRIVER"));
    if (shares || event.isAdd() && event.value("DEVPATH").equals(FIRMWARE)) {
      mount();
    }
  }

  private void mount() {
    if (running) {
      again = true;
      return;
    }
    int pid = kernel.fork(new ShareMounter(kernel));
    if (log.check(pid, "starting a process to mount host folders")) {
      running = true;
      loop.onExit(pid, exit -> ended());
    }
  }

  private void ended() {
    running = false;
    if (again) {
      again = false;
      mount();
    } else if (finder.present().size() >= expected) {
      milestones.reach(MILESTONE);
    }
  }

  private void giveUp() {
    if (!milestones.isReached(MILESTONE)) {
      log.error(
          "some host folders are not mounted after "
              + PATIENCE / 1000
              + " s, so Docker starts without them: check what serves them on the host");
      milestones.reach(MILESTONE);
    }
  }
}
