package org.boot2docker.contract;

import java.util.List;

/**
 * What a boot reaches, in the guest's time line and in {@code needs=} of service files. This is a
 * closed set: the milestones of init itself, one of each service's name, and the socket of each
 * service that has one.
 */
public final class MilestoneNames {
  /** Init has started. */
  public static final String INIT_START = "init-start";

  /** File systems are mounted and settings applied. */
  public static final String MOUNTS = "mounts";

  /** The drivers of all devices that were present are loaded. */
  public static final String MODULES = "modules";

  /** The machine may have keys and ids of its own: at once, except in a template. */
  public static final String IDENTITY = "identity";

  /** The data disk is mounted, or there is none. */
  public static final String DISK = "disk";

  /** The host's folders are mounted, or there are none. */
  public static final String FOLDERS = "folders";

  /** The milestones of init itself, in the usual order. */
  public static final List<String> OF_INIT =
      List.of(INIT_START, MOUNTS, IDENTITY, MODULES, DISK, FOLDERS);

  /** The modules that the user has put on the data disk are there. */
  public static final String MODULE_PACK = "module-pack";

  /** The modules that containers need first are loaded; Docker doesn't wait for them. */
  public static final String LATER_MODULES = "later-modules";

  /** Docker answers. */
  public static final String DOCKER = "docker";

  /** containerd answers. */
  public static final String CONTAINERD = "containerd";

  private MilestoneNames() {}

  /** Clients can connect to a service's socket, and wait. */
  public static String socket(String service) {
    return service + "-socket";
  }
}
