package org.boot2docker.contract;

/** Places in the guest's file system. All are absolute and none ends with a slash. */
public final class GuestPaths {
  /** The program of PID 1 and of the programs that are the same binary. */
  public static final String INIT = "/usr/sbin/init";

  /** What belongs to the image. */
  public static final String LIBRARY = "/usr/lib/boot2docker";

  /** The last file of the initramfs: without it the memory was too small to unpack everything. */
  public static final String COMPLETE = LIBRARY + "/complete";

  /** Programs that lie filtered in the image, and how to restore them. */
  public static final String FILTERS = LIBRARY + "/filters";

  /** File systems that stay compressed in memory, each at the path where it is to be mounted. */
  public static final String SQUASHED = LIBRARY + "/squashed";

  /** File systems like those, which are mounted only when a setting needs them. */
  public static final String ON_DEMAND = LIBRARY + "/on-demand";

  /**
   * Container images that the guest puts into Docker: an archive for {@code docker load}, in pieces
   * with {@code .0000} and so on behind this name.
   */
  public static final String IMAGES = LIBRARY + "/images/images.tar";

  /** A line for each of them: id, blank, name. */
  public static final String IMAGE_NAMES = LIBRARY + "/images/names";

  /** The Compose file of an application that is started at boot. */
  public static final String APPLIANCE = LIBRARY + "/appliance/compose.yaml";

  /** One file for each service. */
  public static final String SERVICES = LIBRARY + "/services";

  /** These values as shell assignments, for the scripts of the image. */
  public static final String SHELL_CONTRACT = LIBRARY + "/contract";

  /** What persists of the machine, a link to the data disk when there is one. */
  public static final String STATE = "/var/lib/boot2docker";

  /** What persists of Docker, a link to the data disk when there is one. */
  public static final String DOCKER_STATE = "/var/lib/docker";

  /** The home directory of the user docker, when there is a data disk. */
  public static final String HOME = STATE + "/home";

  /** What the kernel said last before it crashed. */
  public static final String CRASHES = STATE + "/crashes";

  /** The user's settings: shell assignments. */
  public static final String PROFILE = STATE + "/profile";

  /** The user's settings of the network: lines of {@code key=value}. */
  public static final String NETWORK_SETTINGS = STATE + "/network";

  /** Keys and certificates of Docker's TLS port. */
  public static final String TLS = STATE + "/tls";

  /** More certificate authorities of the user's. */
  public static final String CERTIFICATES = STATE + "/certs";

  /** The tar that was found on a disk that asked to be formatted. */
  public static final String USERDATA = STATE + "/userdata.tar";

  /** What lasts as long as the boot. */
  public static final String RUN = "/run/boot2docker";

  /** Public SSH keys that whoever started this machine under QEMU gave it for this boot. */
  public static final String AUTHORIZED_KEYS = RUN + "/authorized_keys";

  /** The name of the time zone that was asked for. */
  public static final String TIME_ZONE = RUN + "/time-zone";

  /** The name of the console's keyboard layout that was asked for. */
  public static final String KEYMAP = RUN + "/keymap";

  /** What DHCP and routers gave, a file for each interface. */
  public static final String NETWORK = RUN + "/net";

  /** Process ids and states of services. */
  public static final String SERVICE_STATE = RUN + "/services";

  /** Certificates in use. */
  public static final String RUN_TLS = RUN + "/tls";

  /** Where services with {@code ready=notify} report. */
  public static final String NOTIFY = RUN + "/notify";

  /** The socket of {@code service}. */
  public static final String CONTROL = RUN + "/control";

  /**
   * In a template that is ready to be saved: where dockerd has its id in memory, one address in
   * hexadecimal a line; none while Docker is still to be started.
   */
  public static final String TEMPLATE = RUN + "/template";

  /** That a machine which started from a template has its identity. */
  public static final String IDENTITY = RUN + "/identity";

  /** The milestones of the boot, as JSON. */
  public static final String TIMELINE = RUN + "/timeline.json";

  /** Docker's socket. */
  public static final String DOCKER_SOCKET = "/run/docker.sock";

  private GuestPaths() {}

  /** That a router has said to ask a DHCPv6 server for the address of an interface. */
  public static String managed(String name) {
    return NETWORK + "/" + name + ".managed";
  }

  /** A path as archives have it: without the leading slash. */
  public static String inArchive(String path) {
    return path.substring(1);
  }
}
