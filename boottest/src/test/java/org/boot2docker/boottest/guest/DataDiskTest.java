package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is on the data disk stays; what is on other disks is nobody's business. */
@Order(50)
@ExtendWith(LabExtension.class)
class DataDiskTest {
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void labelledPartitionKeepsContainersAndHostKeysOverRestartAndPowerOff(Lab lab)
      throws IOException {
    DiskImage blank = DiskImage.blank(directory.resolve("blank.img"));
    DiskImage foreign = DiskImage.foreign(directory.resolve("foreign.img"));
    DiskImage unlabelled = DiskImage.whole(directory.resolve("unlabelled.img"));
    DiskImage data = DiskImage.partitioned(directory.resolve("data.img"), "boot2docker-data");
    String untouched = blank.sha256() + foreign.sha256() + unlabelled.sha256();
    Guest guest = boot(lab, "disk-labelled", blank, foreign, unlabelled, data);

    guest.awaitDocker();
    assertThat(guest.run("readlink /var/lib/docker; readlink /var/lib/boot2docker"))
        .isEqualTo("/mnt/vdd1/var/lib/docker\n/mnt/vdd1/var/lib/boot2docker\n");
    startContainer(guest);
    String hostKeys = hostKeys(guest);
    writeHome(guest);
    guest.run("echo kept-name | sudo tee /var/lib/boot2docker/etc/hostname");

    guest.exec("sudo tee /var/lib/boot2docker/network", StaticNetwork.SETTINGS);
    guest.exec("sudo tee /var/lib/boot2docker/profile", "TZ=Europe/Berlin\nKEYMAP=de\n");

    guest.reboot("sudo reboot");
    guest.awaitDocker();
    theNetworkIsTheFiles(guest);
    assertThat(hostKeys(guest)).as("SSH host keys after the restart").isEqualTo(hostKeys);
    assertThat(guest.run("hostname")).isEqualTo("kept-name\n");
    guest.await(SOON, "docker ps --format '{{.Names}} {{.Status}}'", "keeper Up");
    assertThat(guest.run("docker exec keeper cat /shelf/file")).isEqualTo("kept\n");
    assertHomeIsKept(guest);
    theZoneAndTheKeyboardAreTheProfiles(guest);

    guest.exec("sudo poweroff");
    guest.awaitEnd();
    assertClean(data);
    assertThat(blank.sha256() + foreign.sha256() + unlabelled.sha256())
        .as("disks that are not the data disk")
        .isEqualTo(untouched);
  }

  @Test
  @Tag("nightly")
  void wholeDiskWithoutALabelIsRepairedAndUsedWhenItIsTheFirstExt4(Lab lab) throws IOException {
    DiskImage blank = DiskImage.blank(directory.resolve("blank.img"));
    DiskImage data = DiskImage.whole(directory.resolve("whole.img"));
    data.debugfs("freeb 100 20");
    data.debugfs("set_super_value state 2");
    assertThat(data.check().exit()).as("e2fsck finds errors").isGreaterThan(1);
    Guest guest = boot(lab, "disk-whole", blank, data);

    guest.awaitDocker();
    assertThat(guest.run("readlink /var/lib/docker")).isEqualTo("/mnt/vdb/var/lib/docker\n");
    assertThat(guest.run("sudo dmesg")).contains("e2fsck repaired /dev/vdb");
    startContainer(guest);
    guest.exec("sudo shutdown -h now");
    guest.awaitEnd();

    assertClean(data);
  }

  /**
   * What a user keeps at home; then what locks SSH out, files of his former number and open to all;
   * and a container's folder.
   */
  private void writeHome(Guest guest) throws IOException {
    HostTool.run(directory, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key").succeeded();
    guest.exec(
        "mkdir -p .ssh && cat >> .ssh/authorized_keys",
        Files.readString(directory.resolve("key.pub")));
    guest.run("mkdir -p .docker/cli-plugins && echo '{\"auths\":{}}' > .docker/config.json");
    guest.exec(
        "cat > .docker/cli-plugins/docker-mine && chmod 755 .docker/cli-plugins/docker-mine",
        """
        #!/bin/sh
        echo '{"SchemaVersion":"0.1.0","Vendor":"me","ShortDescription":"mine"}'
        """);
    guest.run("sudo chown -R 4711 .ssh .docker/config.json && sudo chmod 0777 . .ssh");
    guest.run("echo 4711 | sudo tee /var/lib/boot2docker/home-owner");
    guest.run("mkdir data && sudo chown 472 data");
  }

  private void assertHomeIsKept(Guest guest) throws IOException {
    guest.await(SOON, "stat -c '%U %G' .docker/config.json", "docker staff");
    assertThat(guest.run("stat -c %u data")).as("a container's folder").isEqualTo("472\n");
    assertThat(guest.run("cat .docker/config.json")).isEqualTo("{\"auths\":{}}\n");
    assertThat(guest.exec("docker mine").out()).contains("SchemaVersion");
    String port = Integer.toString(guest.machine().target().port());
    String[] login =
        "ssh -F none -i key -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no"
            .split(" ");
    List<String> command = new ArrayList<>(List.of(login));
    command.addAll(
        List.of("-o", "UserKnownHostsFile=/dev/null", "-p", port, "docker@127.0.0.1", "id -un"));
    assertThat(HostTool.run(directory, command.toArray(new String[0])).succeeded().out())
        .as("the key that was added before the restart")
        .isEqualTo("docker\n");
  }

  private static void theNetworkIsTheFiles(Guest guest) throws IOException {
    StaticNetwork.isThere(guest, "kept-name");

    guest.exec("sudo tee /var/lib/boot2docker/network", "adress=10.0.2.15/24\n");
    guest.run("sudo service network restart");
    guest.await(
        SOON,
        "sudo dmesg",
        "/var/lib/boot2docker/network:1: 'adress' is no key: did you mean address?;"
            + " until then DHCP is used");
    guest.await(SOON, "pgrep -af '^udhcpc.*eth0'", "hostname:kept-name");
    guest.await(SOON, "ip -4 address show eth0", "10.0.2.15/24");
    assertThat(guest.run("ip route")).doesNotContain("10.99.0.0");
  }

  private static void theZoneAndTheKeyboardAreTheProfiles(Guest guest) throws IOException {
    String summer = "date -d @1750000000 '+%H:%M %Z'";
    assertThat(guest.run(summer)).isEqualTo("17:06 CEST\n");
    assertThat(
            guest.run(
                "docker run --rm -v /etc/localtime:/etc/localtime:ro -v /etc/timezone:/zone:ro "
                    + BusyboxImage.NAME
                    + " cat /zone /etc/localtime | strings | grep -e Berlin -e ^CET-1"))
        .isEqualTo("Europe/Berlin\nCET-1CEST,M3.5.0,M10.5.0/3\n");
    // The key Y of a US keyboard, number 21: the letter z.
    guest.await(
        SOON,
        "sudo busybox dumpkmap < /dev/tty1 | tail -c +306 | head -c 2 | od -An -tx1",
        "7a 0b");
    guest.exec("sudo tee /var/lib/boot2docker/profile", "TZ=Europe/Atlantis\nKEYMAP=none\n");
  }

  private static Guest boot(Lab lab, String name, DiskImage... disks) throws IOException {
    MachineSpec.Builder spec = lab.image().machine();
    for (DiskImage disk : disks) {
      spec.disk(DataDisk.raw(disk.file()));
    }
    return lab.boot(name, spec);
  }

  private void startContainer(Guest guest) throws IOException {
    BusyboxImage.load(guest, directory);
    guest.run(
        "docker run -d --name keeper --restart unless-stopped -v shelf:/shelf "
            + BusyboxImage.NAME
            + " sh -c '[ -e /shelf/file ] || echo kept > /shelf/file; exec sleep 3600'");
    guest.await(SOON, "docker exec keeper cat /shelf/file", "kept");
  }

  /** What an SSH client would write into its known_hosts, by OpenSSH's own tool. */
  private String hostKeys(Guest guest) throws IOException {
    String port = Integer.toString(guest.machine().target().port());
    String keys =
        HostTool.run(directory, "ssh-keyscan", "-T", "30", "-t", "ed25519", "-p", port, "127.0.0.1")
            .succeeded()
            .out();
    assertThat(keys).contains("ssh-ed25519 ");
    return keys;
  }

  private static void assertClean(DiskImage disk) throws IOException {
    assertThat(disk.superblock())
        .contains("Filesystem state:         clean")
        .doesNotContain("needs_recovery");
    disk.check().succeeded();
  }
}
