package org.boot2docker.guest.init.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class ModuleWorkerTest {
  private final FakeKernel kernel = new FakeKernel();
  private String dependencies = "";
  private String aliases = "";

  private void present(String bus, String device, String modalias, String module) {
    kernel.file("/sys/bus/" + bus + "/devices/" + device + "/modalias", modalias + "\n");
    kernel.file("/m/" + module + ".ko", "");
    dependencies += module + ".ko:\n";
    aliases += "alias " + modalias + " " + module + "\n";
  }

  private void load() {
    ModuleIndex index =
        new ModuleIndex(dependencies.getBytes(UTF_8), aliases.getBytes(UTF_8), "", new byte[0]);
    new ModuleWorker(kernel, kernel.pipe()[1], false)
        .loadPresent(new ModuleLoader(kernel, new Log(kernel), "/m", index), kernel.ueventSocket());
  }

  @Test
  void tellsOfTheDiskBeforeItLoadsWhatNobodyWaitsFor() {
    present("virtio", "virtio0", "virtio:d00000001v00001AF4", "virtio_net");
    present("virtio", "virtio1", "virtio:d00000002v00001AF4", "virtio_blk");
    present("acpi", "QEMU0002:00", "acpi:QEMU0002:", "qemu_fw_cfg");
    present("virtio", "virtio2", "virtio:d00000004v00001AF4", "virtio_rng");
    load();
    assertThat(kernel.calls)
        .containsSubsequence(
            "module /m/virtio_blk.ko",
            "module /m/qemu_fw_cfg.ko",
            "pipe f",
            "pipe s",
            "module /m/virtio_net.ko",
            "module /m/virtio_rng.ko");
  }

  @Test
  void waitsForControllersThatLookForTheirDisks() {
    present("virtio", "virtio0", "virtio:d00000001v00001AF4", "virtio_net");
    present("pci", "0000:00:1f.2", "pci:v00008086d00002922sv0sd0bc01sc06i01", "ahci");
    load();
    assertThat(kernel.calls)
        .containsExactly("module /m/virtio_net.ko", "module /m/ahci.ko", "pipe s");
  }
}
