package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSockets;
import org.boot2docker.guest.system.kernel.Linux;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootTest {
  private static final String SERVICES = "/usr/lib/boot2docker/services/";
  private static final String KEYS =
      "/sys/firmware/qemu_fw_cfg/by_name/opt/org.boot2docker/authorized_keys/raw";

  private final FakeKernel kernel =
      new FakeKernel()
          .file("/proc/cmdline", "quiet")
          .file("/proc/sys/kernel/random/uuid", "01234567-89ab-cdef-0123-456789abcdef\n")
          .file("/dev/urandom", "r".repeat(512))
          .file("/usr/lib/boot2docker/complete", "")
          .file(SERVICES + "console.service", "command=/bin/login\nterminal=/dev/tty1\nneeds=disk")
          .file(SERVICES + "docker.service", "command=/dockerd\nneeds=disk\nuses=containerd")
          .file(SERVICES + "containerd.service", "command=/containerd\nneeds=disk");

  /**
   * The descriptors in the order in which a boot opens them: readiness, signals, worker, uevents.
   */
  private Boot boot(boolean again) {
    FakeSockets sockets = new FakeSockets(kernel);
    Boot boot = Boot.of(kernel, sockets, again ? List.of("again") : List.of());
    boot.begin();
    return boot;
  }

  private int workerPipe() {
    return descriptorAfter(1);
  }

  /** Sockets are numbered as they are opened, after the files that were opened before. */
  private int descriptorAfter(int signals) {
    return kernel.signalDescriptor() + signals;
  }

  private void workerSays(Boot boot, String stage) {
    kernel.deliver(workerPipe(), stage);
    boot.step();
  }

  @Test
  void leavesRootfsBeforeItMountsAnything() {
    boot(false);
    assertThat(kernel.calls)
        .startsWith(
            "mount  / /.root",
            "chdir /.root",
            "mount  . /",
            "chroot .",
            "chdir /",
            "chmod 755 /",
            "mount proc proc /proc",
            "mount sysfs sysfs /sys");
    assertThat(kernel.calls)
        .contains("mount cgroup2 cgroup2 /sys/fs/cgroup nsdelegate,memory_recursiveprot");
    assertThat(kernel.readLink("/usr/sbin/modprobe")).contains("/usr/bin/busybox");
  }

  @Test
  void saysInOneLineThatTheMemoryDidNotHoldTheSystemAndStartsNothing() {
    kernel.unlink("/usr/lib/boot2docker/complete");
    kernel.file("/proc/meminfo", "MemTotal:         393216 kB\nMemFree: 1 kB\n");

    Boot boot = boot(false);

    assertThat(kernel.log()).containsPattern("<3>boot2docker: too little memory.*384 MiB");
    assertThat(kernel.calls).as("the console shows it").contains("console level 4");
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("start"));
    long start = kernel.millis();
    boot.step();
    assertThat(kernel.calls).as("a system that is tried gives way").contains("reboot 1234567");
    assertThat(kernel.millis() - start).isEqualTo(60_000);
  }

  @Test
  void startsNothingWhenWhatLinuxUnpackedIsDamagedAlthoughAllFilesAreThere() {
    kernel.file(
        "/dev/kmsg",
        "6,1,0,-;Linux version 6.12\n0,2,9,-;Initramfs unpacking failed: ZSTD-compressed data is"
            + " corrupt\n");

    boot(false);

    assertThat(kernel.log())
        .containsPattern("<3>boot2docker: damaged medium.*ZSTD-compressed data is corrupt");
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("start"));
  }

  @Test
  void goesOnWhenAMountFails() {
    kernel.failures.put("mount mqueue mqueue /dev/mqueue", -19);
    boot(false);
    assertThat(kernel.log()).contains("<3>boot2docker: mounting /dev/mqueue failed: error 19");
    assertThat(kernel.text(GuestPaths.TIMELINE)).contains("mounts");
  }

  @Test
  void startsDockerAndContainerdTogetherOnceTheDiskIsDecided() {
    Boot boot = boot(false);
    assertThat(kernel.started).isEmpty();
    workerSays(boot, "s");
    assertThat(kernel.calls)
        .containsSubsequence("start /containerd", "start /bin/login", "start /dockerd");
    assertThat(kernel.text(GuestPaths.TIMELINE)).contains("disk").doesNotContain("modules");
    workerSays(boot, "a");
    assertThat(kernel.text(GuestPaths.TIMELINE)).contains("modules");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " boot2docker.data=none"})
  void aTemplateForMachinesWithADiskLooksForItAfterItHasItsIdentity(String more) {
    kernel.file("/proc/cmdline", "boot2docker.template-with-disk" + more);
    kernel.file(SERVICES + "programs.service", "command=/none\ncondition=/none");
    Boot boot = boot(false);
    workerSays(boot, "s");
    workerSays(boot, "a");
    // Nor does it swap, which it would do as if there were no disk.
    for (long start = kernel.millis(); kernel.millis() - start < 100_000; ) {
      boot.step();
    }
    assertThat(kernel.exists(GuestPaths.TEMPLATE)).isTrue();
    assertThat(kernel.text(GuestPaths.TIMELINE)).doesNotContain("identity", "disk");
    assertThat(kernel.calls).noneMatch(call -> call.contains("dockerd") || call.contains("zram"));

    kernel.signal(Linux.SIGHUP);
    boot.step();
    assertThat(kernel.calls).doesNotContain("start /dockerd");
    kernel.exit(kernel.pidOf("/bin/sh /usr/lib/boot2docker/identity").orElseThrow(), 0);
    kernel.signal(Linux.SIGCHLD);
    boot.step();
    assertThat(kernel.calls).contains("start /dockerd");
    assertThat(kernel.text(GuestPaths.TIMELINE)).contains("identity", "disk");
    assertThat(kernel.exists(GuestPaths.TEMPLATE)).isFalse();
    assertThat(kernel.log()).doesNotContain("engine-id");
    assertThat(kernel.calls).contains("start /usr/sbin/modprobe zram");
  }

  @Test
  void waitsForNoDriverWhenNoDiskIsWanted() {
    kernel.file("/proc/cmdline", "boot2docker.data=none");
    boot(false);
    assertThat(kernel.calls).contains("start /dockerd");
  }

  @Test
  void waitsWithoutADiskForWhatTheHostGivesThroughFirmware() {
    kernel.file("/proc/cmdline", "boot2docker.data=none");
    kernel.file("/sys/bus/acpi/devices/QEMU0002:00/modalias", "acpi:QEMU0002:\n");
    Boot boot = boot(false);
    assertThat(kernel.calls).doesNotContain("start /dockerd");

    // Nor does it wait longer for a driver that isn't there.
    workerSays(boot, "f");
    assertThat(kernel.calls).doesNotContain("start /dockerd");
    workerSays(boot, "s");
    assertThat(kernel.calls).contains("start /dockerd");
  }

  @Test
  void startsWithoutADiskAsSoonAsTheFirmwareCanBeRead() {
    kernel.file("/proc/cmdline", "boot2docker.data=none");
    kernel.file("/sys/bus/acpi/devices/QEMU0002:00/modalias", "acpi:QEMU0002:\n");
    Boot boot = boot(false);
    kernel.file("/sys/firmware/qemu_fw_cfg/rev", "3\n");
    workerSays(boot, "f");
    assertThat(kernel.calls).contains("start /dockerd");
  }

  @Test
  void remembersNameAndIdentityOnTheDisk() {
    kernel.file("/var/lib/boot2docker/etc/hostname", "whale\n");
    kernel.file("/var/lib/boot2docker/random-seed", "s".repeat(512));
    workerSays(boot(false), "s");
    assertThat(kernel.calls).containsSubsequence("hostname boot2docker", "hostname whale");
    assertThat(kernel.text("/etc/machine-id")).isEqualTo("0123456789abcdef0123456789abcdef\n");
    assertThat(kernel.calls).contains("ioctl /dev/urandom 40085203");
    assertThat(kernel.text("/var/lib/boot2docker/random-seed"))
        .as("a fresh one, written when Docker answers")
        .isEqualTo("r".repeat(512));
  }

  @Test
  void letsInTheKeysOfWhoStartedTheMachine() {
    kernel.file(KEYS, "ssh-ed25519 AAAA me");
    workerSays(boot(false), "s");
    assertThat(kernel.text("/run/boot2docker/authorized_keys")).isEqualTo("ssh-ed25519 AAAA me");
    assertThat(kernel.exists("/home/docker/.ssh/authorized_keys"))
        .as("a disk would keep it for the next machine")
        .isFalse();
  }

  @Test
  void stopsDockerThenEverythingThenUnmountsThenPowersOff() {
    kernel.file("/proc/mounts", "tmpfs / tmpfs rw 0 0\n/dev/vda1 /mnt/vda1 ext4 rw 0 0\n");
    Boot boot = boot(false);
    workerSays(boot, "s");
    kernel.calls.clear();
    int docker = kernel.pidOf("/dockerd").orElseThrow();
    int containerd = kernel.pidOf("/containerd").orElseThrow();
    kernel.signal(Linux.SIGUSR2);
    boot.step();
    boot.step();
    wroteOut(boot);
    assertThat(kernel.calls)
        .containsSubsequence(
            "kill " + docker + " 15",
            "kill " + containerd + " 15",
            "kill -1 15",
            "kill -1 9",
            "fork WriteOut",
            "unmount /mnt/vda1",
            "reboot 4321fedc");
  }

  @Test
  void saysOnEveryConsoleThatTheMachineGoesDown() {
    kernel.file("/sys/class/tty/console/active", "tty0 ttyS0\n");
    kernel.file("/dev/tty0", "").file("/dev/ttyS0", "");
    Boot boot = boot(false);
    kernel.signal(Linux.SIGUSR2);
    boot.step();
    wroteOut(boot);
    assertThat(kernel.text("/dev/tty0")).contains("the machine powers off now");
    assertThat(kernel.text("/dev/ttyS0")).contains("the machine powers off now");
  }

  @Test
  void makesADiskReadOnlyThatCannotBeUnmounted() {
    kernel.file("/proc/mounts", "/dev/vda1 /mnt/vda1 ext4 rw 0 0\n");
    kernel.failures.put("unmount /mnt/vda1", -Linux.EBUSY);
    Boot boot = boot(false);
    kernel.signal(Linux.SIGTERM);
    boot.step();
    wroteOut(boot);
    assertThat(kernel.calls)
        .containsSubsequence("unmount /mnt/vda1", "mount  /dev/vda1 /mnt/vda1", "reboot 1234567");
  }

  @Test
  void leavesFoldersOfOtherComputersMounted() {
    kernel.file(
        "/proc/mounts",
        "/dev/vda1 /mnt/vda1 ext4 rw 0 0\nshare /mnt/share virtiofs rw 0 0\n"
            + "10.0.2.2:/x /mnt/vda1/x nfs4 rw 0 0\n//10.0.2.2/y /mnt/vda1/y smb3 rw 0 0\n"
            + "10.0.2.2:/z /mnt/vda1/z ceph rw 0 0\nl /mnt/vda1/l fuse.fuse-overlayfs rw 0 0\n");
    Boot boot = boot(false);
    kernel.signal(Linux.SIGUSR2);
    boot.step();
    wroteOut(boot);
    assertThat(kernel.calls)
        .as("their servers may never answer")
        .containsSubsequence("unmount /mnt/vda1/l", "unmount /mnt/vda1")
        .doesNotContain(
            "unmount /mnt/share",
            "unmount /mnt/vda1/x",
            "unmount /mnt/vda1/y",
            "unmount /mnt/vda1/z");
  }

  @Test
  void waitsABoundedTimeForProcessesThatDoNotEnd() {
    kernel.link("/proc/77/exe", "/usr/bin/stubborn").file("/proc/77/cmdline", "stubborn");
    kernel.file("/proc/88/cmdline", "");
    // Who reads it may wait for ever.
    kernel.failures.put("open /proc/77/cmdline", -Linux.EAGAIN);
    Boot boot = boot(false);
    kernel.signal(Linux.SIGUSR1);
    long start = kernel.millis();
    while (!kernel.calls.contains("fork WriteOut")) {
      boot.step();
    }
    assertThat(kernel.millis() - start).isEqualTo(6_000);
    wroteOut(boot);
    assertThat(kernel.calls).contains("reboot cdef0123");
  }

  @Test
  void endsOnceAlthoughAHostFolderNeverTakesItsData() {
    kernel.file("/proc/mounts", "/dev/vda1 /mnt/vda1 ext4 rw 0 0\n");
    Boot boot = boot(false);
    kernel.signal(Linux.SIGUSR2);
    long start = kernel.millis();
    while (!kernel.calls.contains("reboot 4321fedc")) {
      boot.step();
    }
    assertThat(kernel.millis() - start).isEqualTo(20_000);
    assertThat(kernel.calls).containsSubsequence("unmount /mnt/vda1", "reboot 4321fedc");
    wroteOut(boot);
    assertThat(kernel.calls).containsOnlyOnce("reboot 4321fedc");
  }

  private void wroteOut(Boot boot) {
    kernel.childEnds(0);
    boot.step();
  }

  @Test
  void touchesNoMountsAfterItsOwnCrash() {
    kernel.file("/proc/self/status", "");
    kernel.file("/var/lib/docker/engine-id", "");
    boot(true);
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("mount"));
    assertThat(kernel.calls).contains("start /dockerd");
    assertThat(kernel.exists(GuestPaths.TIMELINE)).isFalse();
  }

  @Test
  void looksForTheDiskAfterACrashThatCameBefore() {
    kernel.file("/proc/self/status", "");
    Boot boot = boot(true);
    assertThat(kernel.calls).as("no drivers yet").doesNotContain("start /dockerd");

    workerSays(boot, "s");
    assertThat(kernel.calls).containsSubsequence("mount   / size=90%", "start /dockerd");
    assertThat(kernel.exists("/var/lib/docker")).isTrue();
    assertThat(kernel.calls).noneMatch(call -> call.startsWith("mount proc"));
  }

  @Test
  void startsWithoutADiskWhenItCrashesAgainAndAgainBeforeItHasOne() {
    kernel.file("/proc/self/status", "");
    kernel.file("/run/boot2docker/early-crashes", "2\n");
    boot(true);
    assertThat(kernel.calls).contains("start /dockerd");
    assertThat(kernel.log()).contains("3 times before the data disk");
  }

  @Test
  void decidesOnNoDiskAgainWhenOnlyTheLinkToItIsThere() {
    kernel.file("/proc/self/status", "");
    kernel.link("/var/lib/docker", "/mnt/vda1/var/lib/docker");
    boot(true);
    assertThat(kernel.calls).contains("start /dockerd").noneMatch(c -> c.startsWith("mount"));
  }

  @Test
  void aWordOfTheCommandLineIsNoCrash() {
    boot(true);
    assertThat(kernel.calls).contains("mount proc proc /proc");
  }

  @Test
  void followsBusyboxInWhatSignalsMean() {
    assertThat(Shutdown.forSignal(Linux.SIGTERM)).contains(Shutdown.Kind.RESTART);
    assertThat(Shutdown.forSignal(Linux.SIGINT)).contains(Shutdown.Kind.RESTART);
    assertThat(Shutdown.forSignal(Linux.SIGUSR1)).contains(Shutdown.Kind.HALT);
    assertThat(Shutdown.forSignal(Linux.SIGUSR2)).contains(Shutdown.Kind.POWER_OFF);
    assertThat(Shutdown.forSignal(Linux.SIGCHLD)).isEmpty();
  }
}
