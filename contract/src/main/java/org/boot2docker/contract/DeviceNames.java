package org.boot2docker.contract;

/** Names by which the guest recognises devices that the host gives it. */
public final class DeviceNames {
  /** The virtio-serial port of QEMU's guest agent protocol. */
  public static final String GUEST_AGENT = "org.qemu.guest_agent.0";

  /**
   * Followed by a number: the tag of a share whose place is too long for a tag. The place is in the
   * fw_cfg item {@link FirmwareNames#SHARES} followed by the tag.
   */
  public static final String SHARE_TAG = "boot2docker-";

  private DeviceNames() {}
}
