package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.files.ImageFiles;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the system looks like from inside, before any container has run. */
@Order(33)
@ExtendWith(LabExtension.class)
class GuestSystemTest {
  @TempDir private Path directory;

  @Test
  void firstProcessIsTheNativeInitAndNothingIsDead(Guest guest) throws IOException {
    assertThat(guest.run("sudo readlink /proc/1/exe").strip()).isEqualTo("/usr/sbin/init");
    assertThat(
            guest.run("grep -l '^State:.*zombie' /proc/[0-9]*/status 2>/dev/null | wc -l").strip())
        .as("processes that nobody has waited for")
        .isEqualTo("0");
  }

  @Test
  void theRootDirectoryCanOnlyBeWrittenByRoot(Guest guest) throws IOException {
    assertThat(guest.run("stat -c '%a %U' /").strip()).isEqualTo("755 root");
  }

  @Test
  void fileSystemsThatDockerNeedsAreMounted(Guest guest) throws IOException {
    String mounts = guest.run("cut -d' ' -f2,3 /proc/mounts");

    assertThat(mounts.lines())
        .contains(
            "/proc proc",
            "/sys sysfs",
            "/dev devtmpfs",
            "/dev/pts devpts",
            "/dev/shm tmpfs",
            "/dev/mqueue mqueue",
            "/sys/fs/cgroup cgroup2",
            "/run tmpfs",
            "/tmp tmpfs");
  }

  @Test
  void withoutADiskAllIsInMemory(Guest guest) throws IOException {
    assertThat(guest.run("ls /mnt").strip()).isEmpty();
    assertThat(guest.run("test -L /var/lib/docker; echo $?").strip()).isEqualTo("1");
    assertThat(guest.run("docker info --format '{{.Driver}}'").strip()).isEqualTo("overlay2");
  }

  @Test
  void everyPackageOfTheManifestHasAHash(BuiltImage image, Guest guest) throws IOException {
    assertThat(image.manifest().packages())
        .isNotEmpty()
        .allMatch(component -> component.sha256().matches("[0-9a-f]{64}"));
    assertThat(guest.run("uname -r").strip()).isEqualTo(image.manifest().kernel());
  }

  @Test
  void nothingIsInstalledOnTheMediumOrWithoutADisk(Guest guest) throws IOException {
    assertThat(guest.exec("boot2docker-install /dev/sr0").err())
        .isEqualTo("boot2docker-install: only root may do this: put sudo in front\n");
    assertThat(guest.exec("sudo boot2docker-install --force --yes /dev/sr0").err())
        .isEqualTo("boot2docker-install: /dev/sr0 is no disk that a machine boots from\n");
    assertThat(guest.exec("sudo boot2docker-install --force --yes /dev/vda").err())
        .isEqualTo("boot2docker-install: there is no disk /dev/vda: name one of /sys/block\n");
    assertThat(guest.exec("sudo boot2docker-update --unsigned /tmp").err())
        .contains("this machine has no disk that boot2docker-install made");
  }

  /** What a release's bills of materials say is what runs: every program, library and module. */
  @Test
  @Tag("nightly")
  void everyFileOfTheSystemIsListedWithItsSum(BuiltImage image, Guest guest) throws IOException {
    List<ImageFile> listed =
        ImageFiles.of(image.iso()).stream()
            .filter(file -> file.in().equals(ImageFile.INITRAMFS))
            .filter(file -> file.path().startsWith("usr/"))
            .toList();
    String sums =
        listed.stream()
            .map(file -> file.sha256() + "  /" + file.path() + "\n")
            .collect(Collectors.joining());
    Path file = Files.writeString(directory.resolve("sums"), sums);
    guest.upload(file, "/tmp/sums");
    assertThat(guest.run("sudo sha256sum -c /tmp/sums 2>&1 | grep -v ': OK$'; rm /tmp/sums"))
        .as("files with other sums, or that are missing")
        .isEmpty();
    // All time zones are mounted there, once somebody has asked for one.
    Predicate<String> notMounted = path -> !path.startsWith("/usr/share/zoneinfo/");
    assertThat(guest.run("sudo find /usr -xdev -type f").lines().filter(notMounted))
        .containsExactlyInAnyOrderElementsOf(
            listed.stream().map(each -> "/" + each.path()).filter(notMounted).toList());
  }

  @Test
  void dockerFindsTheKernelAndTheUserLandItNeeds(Guest guest) throws IOException {
    assertThat(guest.run("docker info --format '{{json .Warnings}}'").strip()).isIn("null", "[]");
    assertThat(
            guest.run(
                "docker info --format '{{.CgroupVersion}} {{.InitBinary}} {{.DefaultRuntime}}'"))
        .isEqualTo("2 docker-init runc\n");
  }

  @Test
  void hostNameAndTimeZoneAreTheContracts(Guest guest) throws IOException {
    assertThat(guest.run("hostname").strip()).isEqualTo("boot2docker");
    assertThat(guest.run("date +%Z").strip()).isEqualTo("UTC");
    assertThat(guest.run("cat /etc/subuid").strip()).isEqualTo("dockremap:165536:65536");
  }
}
