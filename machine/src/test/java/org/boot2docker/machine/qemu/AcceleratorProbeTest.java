package org.boot2docker.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.Accelerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boots the probe's guests in the real QEMU. */
class AcceleratorProbeTest {
  private Qemu qemu = new Qemu(Path.of("unset"), new QemuVersion(0, 0, 0), Architecture.AMD64);

  @BeforeEach
  void findQemu() throws Exception {
    qemu = Qemu.find(Architecture.AMD64, System.getenv());
  }

  @Test
  void seesThatTheProbesGuestRanWhenEmulated() throws Exception {
    assertThat(new AcceleratorProbe(qemu, Duration.ofSeconds(60)).runs(Accelerator.TCG)).isTrue();
  }

  @Test
  void givesUpWhenItsTimeIsOver() throws Exception {
    long start = System.nanoTime();

    assertThat(new AcceleratorProbe(qemu, Duration.ofMillis(5)).runs(Accelerator.TCG)).isFalse();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void seesThatAnAcceleratorOfAnotherSystemDoesNotRun() throws Exception {
    assertThat(new AcceleratorProbe(qemu).runs(Accelerator.WHPX)).isFalse();
  }

  @Test
  void choosesKvmOnlyWhenAGuestRunsInItAndSaysWhy() throws Exception {
    AcceleratorProbe probe = new AcceleratorProbe(qemu);

    AcceleratorProbe.Choice choice = probe.choose();

    boolean works = Files.isWritable(Path.of("/dev/kvm")) && probe.runs(Accelerator.KVM);
    assertThat(choice.accelerator()).isEqualTo(works ? Accelerator.KVM : Accelerator.TCG);
    assertThat(choice.reason()).contains(works ? "accelerated by KVM" : "no acceleration (");
  }

  @Test
  void emulatesAnotherArchitectureThanTheHosts() throws Exception {
    Architecture other =
        Architecture.host() == Architecture.AMD64 ? Architecture.ARM64 : Architecture.AMD64;
    Qemu foreign = new Qemu(qemu.program(), qemu.version(), other);

    assertThat(new AcceleratorProbe(foreign).choose().accelerator()).isEqualTo(Accelerator.TCG);
  }

  @Test
  void isAskedOnceForEachQemu(@TempDir Path folder) throws Exception {
    AcceleratorProbe.Choice first = new AcceleratorCache(folder).choose(qemu);
    long start = System.nanoTime();
    AcceleratorProbe.Choice second = new AcceleratorCache(folder).choose(qemu);

    assertThat(second).isEqualTo(first);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aDamagedCacheIsMadeAnew(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("accelerator-amd64.json");
    Files.writeString(file, "{");

    new AcceleratorCache(folder).choose(qemu);

    assertThat(file).content().contains("\"reason\"");
  }
}
