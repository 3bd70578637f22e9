package org.boot2docker.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Protocol;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.model.Told;
import org.boot2docker.machine.model.Wire;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.Test;

class QemuCommandTest {
  private static final Path ISO = Path.of("/images/boot2docker.iso");
  private static final MachineDirectory DIRECTORY =
      new MachineDirectory(Path.of("/home/me/.boot2docker/machines/default"));

  private static final Sharing BY_QEMU = Sharing.byQemu(OptionalInt.empty());

  private static List<String> command(Accelerator accelerator, MachineSpec spec) {
    return new QemuCommand(DIRECTORY, accelerator, 2022, Optional.empty(), BY_QEMU, true)
        .arguments("qemu-system-x86_64", spec);
  }

  private static String line(Accelerator accelerator, MachineSpec spec) {
    return String.join(" ", command(accelerator, spec));
  }

  @Test
  void bootsACdWithBiosEmulated() {
    String line = line(Accelerator.TCG, MachineSpec.cd(ISO).memoryMiB(1024).cpus(2).build());

    assertThat(line)
        .startsWith("qemu-system-x86_64 -name boot2docker-default -pidfile /home/me/")
        .contains(
            "-machine q35,memory-backend=memory -accel tcg,thread=multi -cpu max,-erms,-fsrm ")
        .contains("-smp 2 -m 1024M -nodefaults -no-user-config -display none")
        .contains("media=cdrom,file=/images/boot2docker.iso -device ide-cd,drive=boot,bootindex=0")
        .endsWith("-daemonize")
        .doesNotContain("pflash");
  }

  @Test
  void hasASataControllerOnlyForACdAndForWhatTheUserMayAdd() {
    BootMedium kernel = new BootMedium.Kernel(Path.of("/k"), Path.of("/i"), "quiet");

    assertThat(line(Accelerator.TCG, MachineSpec.booting(kernel).build()))
        .contains("-machine q35,sata=off,memory-backend=memory -accel");
    assertThat(
            line(
                Accelerator.TCG,
                MachineSpec.booting(kernel).extraArguments("-device", "ide-hd").build()))
        .contains("-machine q35,memory-backend=memory -accel");
  }

  @Test
  void passesTheHostsProcessorThroughWhenAccelerated() {
    assertThat(line(Accelerator.KVM, MachineSpec.cd(ISO).build())).contains("-accel kvm -cpu host");
  }

  @Test
  void listensOnTheLoopbackOnly() {
    MachineSpec spec = MachineSpec.cd(ISO).forward(8080, 80).build();

    assertThat(line(Accelerator.TCG, spec))
        .contains(
            "-netdev user,id=net0,hostfwd=tcp:127.0.0.1:2022-:22,hostfwd=tcp:127.0.0.1:8080-:80 ");
  }

  @Test
  void listensWhereTheUserSays() {
    MachineSpec spec =
        MachineSpec.cd(ISO).forward(new PortForward(Protocol.UDP, "0.0.0.0", 53, 5300)).build();

    assertThat(line(Accelerator.TCG, spec)).contains(",hostfwd=udp:0.0.0.0:53-:5300 ");
  }

  /** As on a Mac with a processor of Intel. */
  @Test
  void hvfDiffersFromKvmByItsNameOnly() {
    MachineSpec spec = everyDevice();

    assertThat(command(Accelerator.HVF, spec))
        .containsSubsequence("-accel", "hvf", "-cpu", "host")
        .isEqualTo(
            command(Accelerator.KVM, spec).stream()
                .map(each -> each.equals("kvm") ? "hvf" : each)
                .toList());
  }

  /** QEMU on Windows has no -daemonize: its own process logs what it would say to a terminal. */
  @Test
  void whpxDiffersByItsNameAndByStayingInTheForeground() {
    MachineSpec spec = everyDevice();
    List<String> kvm = command(Accelerator.KVM, spec);
    List<String> foreground = new ArrayList<>(kvm);
    foreground.removeAll(
        List.of("-daemonize", "-D", DIRECTORY.qemuLog().toString(), "-d", "strace"));
    foreground.replaceAll(each -> each.equals("kvm") ? "whpx" : each);

    assertThat(
            new QemuCommand(DIRECTORY, Accelerator.WHPX, 2022, Optional.empty(), BY_QEMU, false)
                .arguments("qemu-system-x86_64", spec))
        .containsSubsequence("-accel", "whpx", "-cpu", "host")
        .isEqualTo(foreground)
        .hasSize(kvm.size() - 5);
  }

  /** Without a shared folder, whose server another class finds. */
  private static MachineSpec everyDevice() {
    Path file = Path.of("/k/vmlinuz");
    return MachineSpec.booting(new BootMedium.Kernel(file, file, file, "quiet", "emulated=1"))
        .disk(DataDisk.qcow2(Path.of("/d/b.qcow2")))
        .forward(8080, 80)
        .build();
  }

  @Test
  void tellsTheGuestWhereTheHostIs() {
    assertThat(line(Accelerator.TCG, MachineSpec.cd(ISO).build()))
        .contains("-fw_cfg name=opt/org.boot2docker/host,string=10.0.2.2 ");
  }

  @Test
  void saysTheFormatOfEachDisk() {
    MachineSpec spec =
        MachineSpec.cd(ISO)
            .disk(DataDisk.raw(Path.of("/d/a.img")))
            .disk(DataDisk.qcow2(Path.of("/d/b.qcow2")))
            .build();

    assertThat(line(Accelerator.TCG, spec))
        .contains("if=none,id=disk0,format=raw,discard=unmap,file=/d/a.img")
        .contains("if=none,id=disk1,format=qcow2,discard=unmap,file=/d/b.qcow2")
        .contains("virtio-blk-pci,drive=disk0 ", "virtio-blk-pci,drive=disk1 ");
  }

  @Test
  void bootsAnImageAsUsbStickAndAsDisk() {
    MachineSpec usb = MachineSpec.booting(new BootMedium.UsbStick(ISO)).build();
    MachineSpec disk = MachineSpec.booting(new BootMedium.VirtioDisk(ISO)).build();

    assertThat(line(Accelerator.TCG, usb))
        .contains("-device qemu-xhci -device usb-storage,drive=boot,bootindex=0")
        .contains("readonly=on,file=/images")
        .doesNotContain("media=cdrom");
    assertThat(line(Accelerator.TCG, disk))
        .contains("-device virtio-blk-pci,drive=boot,bootindex=0");
  }

  @Test
  void bootsAKernelDirectly() {
    BootMedium kernel =
        new BootMedium.Kernel(Path.of("/k/vmlinuz"), Path.of("/k/initrd.img"), "console=ttyS0 a=b");

    assertThat(command(Accelerator.TCG, MachineSpec.booting(kernel).build()))
        .containsSubsequence(
            "-kernel", "/k/vmlinuz", "-initrd", "/k/initrd.img", "-append", "console=ttyS0 a=b");
  }

  @Test
  void tellsAKernelMoreWhenItIsEmulatedAndLeavesTheLastWordToTheImage() {
    Path file = Path.of("/k/vmlinuz");
    BootMedium kernel = new BootMedium.Kernel(file, file, file, "mitigations=auto", "a=b c");
    MachineSpec spec = MachineSpec.booting(kernel).build();

    assertThat(command(Accelerator.TCG, spec))
        .containsSubsequence("-append", "a=b c mitigations=auto");
    assertThat(command(Accelerator.KVM, spec)).containsSubsequence("-append", "mitigations=auto");
  }

  @Test
  void countsInstructionsWhereNothingOfTheOutsideMovesTheGuest() {
    String counted = line(Accelerator.TCG, MachineSpec.cd(ISO).cpus(4).counted().build());

    assertThat(counted)
        .contains("-accel tcg,thread=single ", "-smp 1 ", "-icount shift=0,sleep=off ")
        .contains("clock=vm ", "-seed 1 ")
        .doesNotContain("-netdev", "virtio-net");
  }

  @Test
  void givesTheGuestTheKeyThatMayLogIn() {
    assertThat(line(Accelerator.TCG, MachineSpec.cd(ISO).build()))
        .contains(
            "-fw_cfg name=opt/org.boot2docker/authorized_keys,"
                + "file=/home/me/.boot2docker/machines/default/id_ed25519.pub");
  }

  @Test
  void passwordsLogInOnlyWhereThatIsWanted() {
    String keys = "-fw_cfg name=opt/org.boot2docker/password,string=keys";

    assertThat(line(Accelerator.TCG, MachineSpec.cd(ISO).build())).contains(keys);
    assertThat(line(Accelerator.TCG, MachineSpec.cd(ISO).passwordLogin().build()))
        .doesNotContain("password");
  }

  @Test
  void sharesFoldersByTheirPath() {
    MachineSpec spec =
        MachineSpec.cd(ISO)
            .share(new Share(Path.of("/home/me"), "/home/me"))
            .share(new Share(Path.of("/a,b"), "work"))
            .build();

    assertThat(line(Accelerator.TCG, spec))
        .contains(
            "-fsdev local,id=share0,security_model=none,multidevs=remap,path=/home/me "
                + "-device virtio-9p-pci,fsdev=share0,mount_tag=/home/me ")
        .contains("remap,path=/a,,b -device virtio-9p-pci,fsdev=share1,mount_tag=work ");
  }

  @Test
  void offersWhatVirtiofsdServesWithMemoryThatItCanReach() {
    MachineSpec spec =
        MachineSpec.cd(ISO).memoryMiB(512).share(new Share(Path.of("/srv"), "Users")).build();
    Sharing sharing = new Sharing(Sharing.Server.VIRTIOFS, OptionalInt.of(501));
    QemuCommand command =
        new QemuCommand(DIRECTORY, Accelerator.KVM, 2022, Optional.empty(), sharing, true);

    assertThat(String.join(" ", command.arguments("qemu-system-x86_64", spec)))
        .contains("-machine q35,memory-backend=memory -accel kvm")
        .contains("-object memory-backend-memfd,id=memory,share=on,size=512M ")
        .contains("-chardev socket,id=share0,path=/home/me/.boot2docker/machines/default/fs0.sock")
        .contains("-device vhost-user-fs-pci,chardev=share0,tag=Users ")
        .contains("-fw_cfg name=opt/org.boot2docker/uid,string=501 ")
        .doesNotContain("9p");
  }

  @Test
  void tellsTheGuestWhatItIsGiven() {
    BootMedium kernel = new BootMedium.Kernel(Path.of("/k"), Path.of("/i"), "quiet");
    MachineSpec spec =
        MachineSpec.booting(kernel)
            .build()
            .telling(new Told(Map.of("opt/org.boot2docker/hosts", "a"), "word=1"))
            .wired(Optional.of(new Wire(20_001, "52:54:0a:62:00:01")));

    assertThat(line(Accelerator.KVM, spec))
        .contains("-append quiet word=1 ")
        .contains(
            "-device virtio-net-pci,netdev=net0,romfile= "
                + "-netdev socket,id=net1,localaddr=127.0.0.1,mcast=239.192.0.2:20001 "
                + "-device virtio-net-pci,netdev=net1,romfile=,mac=52:54:0a:62:00:01 ")
        .contains(
            "-fw_cfg name=opt/org.boot2docker/hosts,"
                + "file=/home/me/.boot2docker/machines/default/given.hosts ");
  }

  @Test
  void sharesMemoryWithNobodyWithoutNeed() {
    Sharing sharing = new Sharing(Sharing.Server.VIRTIOFS, OptionalInt.of(501));
    QemuCommand command =
        new QemuCommand(DIRECTORY, Accelerator.KVM, 2022, Optional.empty(), sharing, true);

    assertThat(command.arguments("qemu-system-x86_64", MachineSpec.cd(ISO).build()))
        .contains("memory-backend-ram,id=memory,size=2048M")
        .noneMatch(argument -> argument.contains("memfd") || argument.contains("/uid"));
  }

  @Test
  void memoryOfATemplateIsPrivateAndItsFileIsOpenForReadingOnly() {
    List<String> command = command(Accelerator.KVM, MachineSpec.cd(ISO).build());

    assertThat(command.stream().map(each -> SavedCommand.sharing(each, Path.of("/t/memory"), 4096)))
        .contains(
            "memory-backend-file,id=memory,share=off,size=2048M,mem-path=/t/memory,offset=4096"
                + ",readonly=on,rom=off");
    // QEMU would punch holes into the file, where it can.
    assertThat(command).contains("virtio-balloon-pci,free-page-reporting=on");
    assertThat(SavedCommand.keepingMemory(command))
        .contains("virtio-balloon-pci")
        .noneMatch(each -> each.contains("reporting"))
        .hasSameSizeAs(command);
  }

  @Test
  void readOnlyFolderIsProtectedByQemu() {
    MachineSpec spec = MachineSpec.cd(ISO).share(new Share(Path.of("/srv"), "srv", true)).build();

    assertThat(line(Accelerator.TCG, spec)).contains("multidevs=remap,readonly=on,path=/srv ");
  }

  @Test
  void tagTooLongForTheDeviceGoesThroughTheFirmwareConfiguration() {
    String path = "/home/me/a/path/of/32/characters";
    MachineSpec spec = MachineSpec.cd(ISO).share(new Share(Path.of(path), path)).build();

    assertThat(line(Accelerator.TCG, spec))
        .contains(
            "-fw_cfg name=opt/org.boot2docker/shares/boot2docker-0,string=" + path,
            "mount_tag=boot2docker-0 ");
  }

  @Test
  void tellsWhatItsNetworkForwardsBesideSsh() {
    List<PortForward> forwards =
        List.of(
            new PortForward(8080, 80),
            new PortForward(2222, 22),
            new PortForward(Protocol.UDP, "0.0.0.0", 53, 53));
    assertThat(UserNetwork.forwards(UserNetwork.of(2022, forwards))).isEqualTo(forwards);
    assertThat(UserNetwork.forwards("virtio-net-pci,netdev=net0")).isEmpty();
    assertThat(UserNetwork.forwards(UserNetwork.START)).as("of a template").isEmpty();
  }

  @Test
  void changesForwardsByTheWordsOfItsMonitor() {
    PortForward forward = new PortForward(Protocol.UDP, "10.0.0.1", 53, 5300);
    assertThat(UserNetwork.rule(forward)).isEqualTo("udp:10.0.0.1:53-:5300");
    assertThat(UserNetwork.listener(forward.host())).isEqualTo("udp:10.0.0.1:53");
  }

  @Test
  void offersTheGuestAgentItsPort() {
    assertThat(line(Accelerator.TCG, MachineSpec.cd(ISO).build()))
        .contains(
            "-device virtio-serial-pci -chardev socket,id=agent,server=on,wait=off,path=/home/me/",
            "-device virtserialport,chardev=agent,name=org.qemu.guest_agent.0 ");
  }

  @Test
  void doublesCommasInNames() {
    MachineSpec spec = MachineSpec.cd(Path.of("/a,b/c.iso")).build();

    assertThat(line(Accelerator.TCG, spec)).contains("file=/a,,b/c.iso");
  }

  /** QEMU starts the kernel by itself, which reads a device tree; there is no firmware. */
  @Test
  void startsAKernelOfArm64WithoutFirmware() {
    MachineSpec spec =
        MachineSpec.booting(
                new BootMedium.Kernel(Path.of("/k/vmlinuz"), Path.of("/k/initrd.img"), "a=b"))
            .architecture(Architecture.ARM64)
            .build();

    assertThat(spec.firmware()).isEqualTo(FirmwareKind.NONE);
    assertThat(line(Accelerator.TCG, spec))
        .contains(
            "-machine virt,gic-version=max,memory-backend=memory -accel tcg,thread=multi -cpu neoverse-n1 ")
        .contains("-kernel /k/vmlinuz -initrd /k/initrd.img -append a=b ")
        .doesNotContain("pflash", "sata");
  }

  @Test
  void bootsArm64WithItsOwnMachineAndFirmware() {
    MachineSpec spec = MachineSpec.cd(ISO).architecture(Architecture.ARM64).build();
    QemuCommand command =
        new QemuCommand(
            DIRECTORY, Accelerator.HVF, 2022, Optional.of(Path.of("/fw/code.fd")), BY_QEMU, true);

    assertThat(String.join(" ", command.arguments("qemu-system-aarch64", spec)))
        .contains("-machine virt,gic-version=max,memory-backend=memory -accel hvf -cpu host")
        .contains("if=pflash,unit=0,format=raw,readonly=on,file=/fw/code.fd")
        .contains("if=pflash,unit=1,format=raw,file=/home/me/")
        .contains("-device virtio-scsi-pci -device scsi-cd,drive=boot,bootindex=0")
        .doesNotContain("ide-cd");
  }

  @Test
  void putsExtraArgumentsLast() {
    MachineSpec spec = MachineSpec.cd(ISO).extraArguments("-snapshot").build();

    assertThat(command(Accelerator.TCG, spec)).endsWith("-daemonize", "-snapshot");
  }
}
