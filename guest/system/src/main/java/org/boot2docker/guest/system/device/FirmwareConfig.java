package org.boot2docker.guest.system.device;

import java.util.Optional;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/** Values from whoever started this machine under QEMU, in files of the device fw_cfg. */
public final class FirmwareConfig {
  /** The module of its driver. */
  public static final String MODULE = "qemu_fw_cfg";

  private static final String SHOWN = "/sys/firmware/qemu_fw_cfg";
  private static final String BY_NAME = SHOWN + "/by_name/";
  private static final String DEVICE = "/sys/bus/acpi/devices/QEMU0002:00";
  private static final String PLATFORM = "/sys/bus/platform/devices";

  /** Not there when the driver is part of the kernel. */
  private static final String STATE = "/sys/module/" + MODULE + "/initstate";

  private final Files files;

  /** Looked up among these files. */
  public FirmwareConfig(Files files) {
    this.files = files;
  }

  /** The text of one of {@link FirmwareNames}; nothing while there is none. */
  public Optional<String> text(String name) {
    return Text.read(files, path(name));
  }

  /** The same in whatever encoding. */
  public Optional<byte[]> bytes(String name) {
    return Text.bytes(files, path(name));
  }

  /** The file that shows one of {@link FirmwareNames}. */
  public static String path(String name) {
    return BY_NAME + name + "/raw";
  }

  /** Whether the device is there and its driver does not show all files yet. */
  public boolean isStillToCome() {
    return isPresent() && !(files.exists(SHOWN) && isDriverReady());
  }

  /** ACPI tells of the device, or the device tree. */
  private boolean isPresent() {
    return files.exists(DEVICE)
        || files.list(PLATFORM).stream().anyMatch(name -> name.endsWith(".fw-cfg"));
  }

  /** The folder is there before the files are: only when the driver has begun it has shown all. */
  private boolean isDriverReady() {
    return !files.exists(STATE) || Text.line(files, STATE).equals("live");
  }
}
