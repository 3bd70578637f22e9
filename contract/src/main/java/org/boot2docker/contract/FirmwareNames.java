package org.boot2docker.contract;

/**
 * Names of the fw_cfg items that QEMU hands to the guest, as in {@code -fw_cfg
 * name=NAME,string=VALUE}.
 */
public final class FirmwareNames {
  /** What all of ours begin with. */
  public static final String PREFIX = "opt/org.boot2docker/";

  /** A file of public SSH keys for the user docker. */
  public static final String AUTHORIZED_KEYS = PREFIX + "authorized_keys";

  /** Whether SSH takes passwords: {@code on}, {@code off} or {@code keys}. */
  public static final String PASSWORD = PREFIX + "password";

  /** The number of the user docker, that of the host's user. */
  public static final String USER_ID = PREFIX + "uid";

  /** The host name, unless the data disk has one. */
  public static final String HOST_NAME = PREFIX + "hostname";

  /** Settings of the network, as in the file {@link GuestPaths#NETWORK_SETTINGS}. */
  public static final String NETWORK = PREFIX + "network";

  /** Settings as in the file {@link GuestPaths#PROFILE}, which comes before them. */
  public static final String PROFILE = PREFIX + "profile";

  /** More certificate authorities to trust, in PEM. */
  public static final String CERTIFICATES = PREFIX + "certificates";

  /** More lines for /etc/hosts. */
  public static final String HOSTS = PREFIX + "hosts";

  /** The address at which the guest reaches its host. */
  public static final String HOST = PREFIX + "host";

  /** Followed by the tag of a share's device, which is short: the tag that counts instead. */
  public static final String SHARES = PREFIX + "shares/";

  private FirmwareNames() {}
}
