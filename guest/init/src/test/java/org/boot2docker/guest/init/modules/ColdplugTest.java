package org.boot2docker.guest.init.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.guest.system.kernel.FakeFiles;
import org.junit.jupiter.api.Test;

class ColdplugTest {
  private static final String AHCI = "pci:v00008086d00002922sv00001AF4sd00001100bc01sc06i01";
  private static final String E1000 = "pci:v00008086d0000100Esv00001AF4sd00001100bc02sc00i00";
  private static final String XHCI = "pci:v00001B36d0000000Dsv00001AF4sd00001100bc0Csc03i30";

  private static final String SDHCI = "pci:v00001B36d00000007sv00001AF4sd00001100bc08sc05i01";

  private static final String BLOCK = "virtio:d00000002v00001AF4";
  private static final String VIRTIO_PCI = "pci:v00001AF4d00001042sv0sd0bc00sc00i00";

  @Test
  void listsDisksBeforeNetworksAndThoseBeforeEverythingElse() {
    FakeFiles files =
        new FakeFiles()
            .file("/sys/bus/acpi/devices/PNP0103:00/modalias", "acpi:PNP0103:\n")
            .file("/sys/bus/pci/devices/0000:00:02.0/modalias", E1000 + "\n")
            .file("/sys/bus/pci/devices/0000:00:1f.2/modalias", AHCI + "\n")
            .file("/sys/bus/usb/devices/usb1/speed", "480\n")
            .file("/sys/class/input/input0/modalias", "input:b0019v0000p0001\n");
    assertThat(new Coldplug(files).modaliases())
        .containsExactly(AHCI, E1000, "acpi:PNP0103:", "input:b0019v0000p0001");
  }

  @Test
  void knowsWhenVirtioAloneHasTheDisks() {
    assertThat(Coldplug.hasQuickDisksOnly(List.of(E1000))).isTrue();
    assertThat(Coldplug.hasQuickDisksOnly(List.of(VIRTIO_PCI, BLOCK))).isTrue();
    assertThat(Coldplug.hasQuickDisksOnly(List.of(VIRTIO_PCI))).as("bus not seen yet").isFalse();
    assertThat(Coldplug.hasQuickDisksOnly(List.of(VIRTIO_PCI, BLOCK, AHCI))).isFalse();
    String scsi = "virtio:d00000008v00001AF4";
    assertThat(Coldplug.hasQuickDisksOnly(List.of(VIRTIO_PCI, scsi))).isFalse();
  }

  @Test
  void countsControllersOfUsbAndVirtioAsWaysToDisks() {
    assertThat(Coldplug.leadsToDisk(XHCI)).isTrue();
    assertThat(Coldplug.leadsToDisk(VIRTIO_PCI)).isTrue();
    assertThat(Coldplug.leadsToDisk(SDHCI)).isTrue();
    assertThat(Coldplug.leadsToDisk("acpi:PNP0D40:")).isTrue();
    assertThat(Coldplug.leadsToDisk(E1000)).isFalse();
  }

  @Test
  void knowsFirmwareConfigByAcpiAndByTheDeviceTree() {
    assertThat(Coldplug.isFirmwareConfig("acpi:QEMU0002:")).isTrue();
    assertThat(Coldplug.isFirmwareConfig("of:Nfw-cfgT(null)Cqemu,fw-cfg-mmio")).isTrue();
    assertThat(Coldplug.isFirmwareConfig("of:Npl011T(null)Carm,pl011Carm,primecell")).isFalse();
  }

  @Test
  void readsModuleListsInTheOrderOfTheirNamesWithoutComments() {
    FakeFiles files =
        new FakeFiles()
            .file("/etc/modules-load.d/b.conf", "veth\n")
            .file("/etc/modules-load.d/a.conf", "# Docker\noverlay # layers\n\n  bridge\n")
            .file("/etc/modules-load.d/README", "nothing");
    assertThat(ModuleWorker.lists(files)).containsExactly("overlay", "bridge", "veth");
  }
}
