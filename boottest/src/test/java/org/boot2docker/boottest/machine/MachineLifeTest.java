package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Manual;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What happens to a machine over the years: upgrades, copies, programs that use it. */
@Tag("nightly")
@Order(53)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class MachineLifeTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @RegisterExtension final UsersHome home = UsersHome.make();

  /** It boots for each part of a machine's life. */
  @Test
  @Timeout(1800)
  void keepsItsDataThroughUpgradesSavesAndCopies(BuiltImage image) throws IOException {
    home.run("up", "--iso", image.iso().toString(), "--cpus", "2");
    home.run("ssh", "docker volume create shelf && echo kept > note && sync");

    Path good = anotherImageKeepsTheDataAndABadOneIsLeft(image.iso());
    stopSavesWhenThatIsWanted();

    List<String> ids = identity("default");
    theManualsExampleWorks(good);
    aCopyIsAnotherMachine(ids);
    Path disk = home.resolve("machines/default/data.qcow2");
    home.runTool(LIMIT, List.of("qemu-img", "check", disk.toString())).succeeded();
    home.run("snapshot", "create", "full");
    home.run("delete", "--force");
    assertThat(home.resolve("machines/default")).doesNotExist();
  }

  /** Gives the good one, with which the machine runs. */
  private Path anotherImageKeepsTheDataAndABadOneIsLeft(Path iso) throws IOException {
    Path good = Files.copy(iso, home.resolve("good.iso"));
    Files.write(good, new byte[2048], StandardOpenOption.APPEND);
    Path bad = Files.copy(iso, home.resolve("bad.iso"));
    try (FileChannel image = FileChannel.open(bad, StandardOpenOption.WRITE)) {
      // The RAM file system is most of the image.
      image.write(ByteBuffer.wrap(new byte[1 << 16]), Files.size(bad) / 10 * 6);
    }

    assertThat(home.run("upgrade", "--iso", good.toString())).contains("runs with " + good);
    assertThat(home.run("ssh", "docker volume ls -q")).isEqualTo("shelf\n");
    assertThat(home.run("upgrade", "--iso", good.toString())).contains("has this image already");
    home.run("save");

    HostTool.Result refused = home.cli().run("upgrade", "--iso", bad.toString());

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("is saved: resuming it", bad + " did not bring Docker up")
        .contains("machine default runs again with " + good);
    assertThat(home.run("ssh", "docker volume ls -q; cat note")).isEqualTo("shelf\nkept\n");
    assertThat(home.dockerConfig()).contains("\"currentContext\" : \"boot2docker+");
    return good;
  }

  private void stopSavesWhenThatIsWanted() throws IOException {
    home.run("config", "set", "stop=save");
    String before = home.run("ssh", "cat /proc/sys/kernel/random/boot_id");

    assertThat(home.run("stop")).contains("is saved");
    assertThat(home.run("up")).contains("is up");

    assertThat(home.run("ssh", "cat /proc/sys/kernel/random/boot_id")).isEqualTo(before);
  }

  /** Machine id, Docker's id, random bytes, the authority's certificate and the host key. */
  private List<String> identity(String machine) throws IOException {
    String ids =
        home.run(
            "ssh",
            "--name",
            machine,
            "cat /etc/machine-id; docker info -f '{{.ID}}'; head -c 16 /dev/urandom | sha256sum;"
                + " sudo sha256sum < /var/lib/boot2docker/tls/ca.pem");
    String key = Files.readString(home.resolve("machines/" + machine + "/known_hosts"));
    List<String> all = new ArrayList<>(ids.lines().toList());
    all.add(key.strip().replaceFirst("^\\S+ ", ""));
    assertThat(all).hasSize(5).doesNotContain("");
    return all;
  }

  /** It finds the machine running, and stops it. */
  private void theManualsExampleWorks(Path iso) throws IOException {
    Files.writeString(
        home.resolve("Example.java"), Manual.example().replace("boot2docker.iso", iso.toString()));

    String said =
        home.runTool(
                LIMIT,
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "Example.java"))
            .succeeded()
            .out();

    assertThat(said).matches("Docker \\S+ on Linux \\S+\n");
    assertThat(home.run("status")).contains("stopped");
  }

  /** With settings of its own, of which the guest is told. */
  private void aCopyIsAnotherMachine(List<String> ids) throws IOException {
    home.run("clone", "default", "copy");
    Files.writeString(home.resolve("profile"), "export NOTE=told\n");
    home.run(
        "up",
        "copy",
        "--registry-mirror",
        "http://10.0.2.2:5999",
        "--add-host",
        "registry.example:10.0.2.2",
        "--dns",
        "10.0.2.3",
        "--proxy",
        "http://127.0.0.1:3999",
        "--ca",
        "host",
        "--guest-profile",
        home.resolve("profile").toString());

    assertThat(home.run("ssh", "--name", "copy", "cat note")).isEqualTo("kept\n");
    assertThat(identity("copy")).hasSameSizeAs(ids).doesNotContainAnyElementsOf(ids);
    String info = home.run("ssh", "--name", "copy", "docker info");
    assertThat(info).contains("http://10.0.2.2:5999/", "HTTP Proxy: http://10.0.2.2:3999");
    assertThat(home.run("ssh", "--name", "copy", "cat /etc/hosts /etc/resolv.conf"))
        .contains("10.0.2.2 registry.example", "nameserver 10.0.2.3");
    assertThat(home.run("ssh", "--name", "copy", "sudo cat /proc/$(pidof dockerd)/environ"))
        .contains("NOTE=told");
    home.run("delete", "copy", "--force");
  }
}
