package org.boot2docker.guest.system.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareConfigTest {
  private final FakeKernel kernel = new FakeKernel();
  private final FirmwareConfig config = new FirmwareConfig(kernel);

  @Test
  void aMachineWithoutTheDeviceWaitsForNothing() {
    kernel.file("/sys/bus/platform/devices/serial8250/modalias", "");
    assertThat(config.isStillToCome()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/sys/bus/acpi/devices/QEMU0002:00", "/sys/bus/platform/devices/9020000.fw-cfg"})
  void filesAreThereWhenTheDriverHasBegun(String device) {
    kernel.file(device + "/modalias", "");
    assertThat(config.isStillToCome()).isTrue();

    kernel.file("/sys/module/qemu_fw_cfg/initstate", "coming\n");
    kernel.file("/sys/firmware/qemu_fw_cfg/rev", "3\n");
    assertThat(config.isStillToCome()).isTrue();

    kernel.file("/sys/module/qemu_fw_cfg/initstate", "live\n");
    assertThat(config.isStillToCome()).isFalse();
  }

  @Test
  void aDriverThatIsPartOfTheKernelHasBegunBeforeInit() {
    kernel.file("/sys/bus/acpi/devices/QEMU0002:00/modalias", "");
    kernel.file("/sys/firmware/qemu_fw_cfg/rev", "3\n");
    assertThat(config.isStillToCome()).isFalse();
  }
}
