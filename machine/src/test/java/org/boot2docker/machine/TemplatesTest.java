package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Told;
import org.boot2docker.machine.model.Wire;
import org.boot2docker.machine.qemu.Qemu;
import org.boot2docker.machine.qemu.QemuVersion;
import org.boot2docker.machine.saved.Template;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesTest {
  @TempDir private Path folder;
  private Qemu qemu;
  private Path image;

  @BeforeEach
  void makeFiles() throws IOException {
    image = Files.writeString(folder.resolve("boot2docker.iso"), "image");
    qemu = qemu(10);
  }

  private Qemu qemu(int major) throws IOException {
    Path program = Files.writeString(folder.resolve("qemu"), "program");
    return new Qemu(program, new QemuVersion(major, 0, 0), Architecture.AMD64);
  }

  private MachineSpec.Builder machine(String name) {
    Path boot = folder.resolve(name);
    return MachineSpec.booting(
            new BootMedium.Kernel(image, boot.resolve("k"), boot.resolve("i"), "quiet", ""))
        .cpus(2);
  }

  private TemplatePlan plan(MachineSpec spec) throws IOException {
    return TemplatePlan.of(new Templates(folder.resolve("templates")), spec, qemu, Accelerator.TCG);
  }

  private String key(MachineSpec spec) throws IOException {
    return plan(spec).template().directory().name();
  }

  @Test
  void machinesThatDifferInWhatTheHostSeesShareATemplate() throws IOException {
    String key = key(machine("a").build());

    assertThat(key(machine("b").forward(8080, 80).build())).isEqualTo(key);
    assertThat(key(machine("a").memoryMiB(1024).build())).isNotEqualTo(key);
    assertThat(key(machine("a").cpus(1).build())).isNotEqualTo(key);
  }

  @Test
  void anotherImageOrQemuHasAnother() throws IOException {
    String key = key(machine("a").build());
    Files.writeString(image, "another image");
    String second = key(machine("a").build());
    assertThat(second).isNotEqualTo(key);
    Files.writeString(folder.resolve("qemu"), "another program");
    assertThat(key(machine("a").build())).isNotIn(key, second);
  }

  @Test
  void aTemplateHasNothingOfAMachine() throws IOException {
    MachineSpec spec =
        machine("a")
            .forward(8080, 80)
            .build()
            .telling(new Told(Map.of(FirmwareNames.HOSTS, "x"), ""));

    assertThat(String.join(" ", plan(spec).command()))
        .contains(" -netdev user,id=net0 ", "boot2docker.template", "-device virtio-balloon-pci ")
        .doesNotContain("8080", "authorized_keys", "free-page-reporting");
  }

  private MachineSpec.Builder withDisk(String name, String disk) {
    return machine(name).disk(DataDisk.named(folder.resolve(disk)));
  }

  private MachineSpec wired(MachineSpec.Builder machine, int number) {
    return machine
        .build()
        .telling(new Told(Map.of(FirmwareNames.NETWORK, "x" + number), ""))
        .wired(Optional.of(Wire.of(folder, "10.98.0." + number)));
  }

  @Test
  void machinesShareATemplateWhateverTheirDisksHold() throws IOException {
    String key = key(withDisk("a", "a.qcow2").build());

    assertThat(key(withDisk("b", "b, with comma.img").build())).isEqualTo(key);
    assertThat(key(machine("a").build())).isNotEqualTo(key);
    assertThat(key(wired(withDisk("a", "a.qcow2"), 1)))
        .isEqualTo(key(wired(withDisk("b", "b.qcow2"), 2)))
        .isNotEqualTo(key);
    assertThat(String.join(" ", plan(withDisk("a", "a.qcow2").build()).command()))
        .contains(
            " -drive if=none,id=disk0,driver=null-co,size=1M,read-zeroes=on"
                + " -device virtio-blk-pci,drive=disk0 ",
            " boot2docker.template-with-disk")
        .doesNotContain("a.qcow2");
  }

  @Test
  void whatOnlyABootCanDoIsTold() throws IOException {
    assertThat(Templates.obstacle(machine("a").build(), qemu)).isEmpty();
    assertThat(Templates.obstacle(machine("a").build(), qemu(8)))
        .hasValue("QEMU 8.0.0 maps no saved memory: 9.0.0 does");
    assertThat(Templates.obstacle(withDisk("a", "d.qcow2").build(), qemu)).isEmpty();
    MachineSpec.Builder two = withDisk("a", "d").disk(DataDisk.named(folder.resolve("e")));
    assertThat(Templates.obstacle(two.build(), qemu)).hasValue("the machine has several disks");
    assertThat(Templates.obstacle(MachineSpec.cd(image).build(), qemu)).isPresent();
    MachineSpec proxy =
        machine("a").build().telling(new Told(Map.of(FirmwareNames.PROFILE, "x"), ""));
    assertThat(Templates.obstacle(proxy, qemu)).isPresent();
  }

  private Optional<String> obstacle(Map<String, String> texts) throws IOException {
    return Templates.obstacle(machine("a").build().telling(new Told(texts, "")), qemu);
  }

  @Test
  void namesAndAnAddressOnTheOwnNetworkComeWithTheIdentity() throws IOException {
    assertThat(
            obstacle(
                Map.of(
                    FirmwareNames.HOST_NAME, "a",
                    FirmwareNames.HOSTS, "10.98.0.1 a\n",
                    FirmwareNames.NETWORK, "eth1.address=10.98.0.1/24\n")))
        .isEmpty();
    assertThat(obstacle(Map.of(FirmwareNames.NETWORK, "dns=10.0.0.1\neth1.address=10.98.0.1/24\n")))
        .as("Docker has read the servers' addresses")
        .isPresent();
  }

  @Test
  void aDamagedTemplateIsNoneAndAllCanBeDeleted() throws IOException {
    TemplatePlan plan = plan(machine("a").build());
    assertThat(plan.obstacle()).hasValue("it is not made yet");
    MachineDirectory directory = plan.template().directory();
    directory.create();
    Files.writeString(directory.memory(), "memory");
    Files.writeString(directory.saved(), "{}");

    assertThat(plan.obstacle()).isEmpty();
    assertThatThrownBy(
            () -> plan.template().start(new MachineDirectory(folder.resolve("a")), plan.command()))
        .isInstanceOf(MachineException.class);
    plan.template().discard();
    assertThat(new Template(directory).exists()).isFalse();

    Templates.fail(plan.template(), "no reason");
    assertThat(plan(machine("a").build()).canBeMade()).isFalse();
    Files.setLastModifiedTime(
        directory.path().resolve("failed"), FileTime.from(Instant.now().minusSeconds(4000)));
    assertThat(plan(machine("a").build()).canBeMade()).as("it is tried again").isTrue();
    assertThat(new Templates(folder.resolve("templates")).prune()).isZero();
    assertThat(directory.path()).doesNotExist();
  }
}
