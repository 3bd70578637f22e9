package org.boot2docker.contract;

/** The part of the contract that the image's shell scripts need, as shell assignments. */
public final class ShellContract {
  private ShellContract() {}

  /** The text of {@link GuestPaths#SHELL_CONTRACT}. */
  public static String text() {
    return """
    # Generated from the tool's module contract: what scripts and programs must agree on.
    contract_port=%d
    contract_plain_port=%d
    contract_state=%s
    contract_run=%s
    contract_on_demand=%s
    contract_time_zone=%s
    contract_keymap=%s
    contract_keys=%s
    contract_password=/sys/firmware/qemu_fw_cfg/by_name/%s/raw
    contract_host=/sys/firmware/qemu_fw_cfg/by_name/%s/raw
    contract_given_profile=/sys/firmware/qemu_fw_cfg/by_name/%s/raw
    contract_given_certificates=/sys/firmware/qemu_fw_cfg/by_name/%s/raw
    contract_given_hosts=/sys/firmware/qemu_fw_cfg/by_name/%s/raw
    """
        .formatted(
            Ports.DOCKER_TLS,
            Ports.DOCKER_PLAIN,
            GuestPaths.STATE,
            GuestPaths.RUN,
            GuestPaths.ON_DEMAND,
            GuestPaths.TIME_ZONE,
            GuestPaths.KEYMAP,
            GuestPaths.AUTHORIZED_KEYS,
            FirmwareNames.PASSWORD,
            FirmwareNames.HOST,
            FirmwareNames.PROFILE,
            FirmwareNames.CERTIFICATES,
            FirmwareNames.HOSTS);
  }
}
