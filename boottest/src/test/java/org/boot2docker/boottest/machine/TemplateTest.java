package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.formats.file.Sha256;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Machines that start from templates: three boots of templates, and starts of seconds. */
@Tag("nightly")
@Order(63)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class TemplateTest {
  private static final List<String> MACHINES = List.of("one", "two", "three");

  @RegisterExtension final UsersHome home = UsersHome.make();

  private HostTool.Result up(String machine, BuiltImage image) throws IOException {
    return up(machine, image, "--no-disk");
  }

  private HostTool.Result up(String machine, BuiltImage image, String... disk) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("up", machine, "--iso", image.iso().toString()));
    arguments.addAll(List.of("--memory", "1024", "--cpus", "2", "--from-template"));
    arguments.addAll(List.of(disk));
    return home.cli().run(arguments.toArray(String[]::new)).succeeded();
  }

  /** Ids, keys and random bytes. */
  private List<String> identity(String machine) throws IOException {
    String ids =
        ssh(
            machine,
            "cat /etc/machine-id; docker info -f '{{.ID}}'; head -c 16 /dev/urandom | sha256sum;"
                + " cat /proc/sys/kernel/random/uuid; sudo cut -d' ' -f2 /var/lib/boot2docker/ssh/ssh_host_ed25519_key.pub;"
                + " sudo cat /run/boot2docker/authorized_keys | cut -d' ' -f2;"
                + " while ! sudo test -s /var/lib/boot2docker/tls/ca.pem; do sleep 1; done;"
                + " sudo sha256sum < /var/lib/boot2docker/tls/ca.pem");
    List<String> all = ids.lines().toList();
    assertThat(all).hasSize(7).doesNotContain("");
    return all;
  }

  /** What a machine keeps on its disk. */
  private String keptIdentity(String machine) throws IOException {
    return ssh(
        machine,
        "cat /etc/machine-id; docker info -f '{{.ID}}'; sudo sh -c 'cat /var/lib/boot2docker/ssh/*.pub'");
  }

  private String ssh(String machine, String command) throws IOException {
    return home.cli().run("ssh", "--name", machine, command).succeeded().out().strip();
  }

  private static void assertNow(String seconds) {
    assertThat(Instant.ofEpochSecond(Long.parseLong(seconds)))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
  }

  private static String sum(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }

  /** The same search finds those of a machine that is saved. */
  private void aTemplateHasNoSecret(Path template) throws IOException {
    SecretSearch search = SecretSearch.of(home, MACHINES);
    home.run("save", "three");

    assertThat(search.inFolder(home.resolve("machines/three")))
        .contains("memory: public key of three", "memory: host key of three")
        .doesNotContain("memory: public key of two")
        .anyMatch(found -> found.startsWith("memory: private key "));
    assertThat(search.inFolder(template)).isEmpty();
  }

  @Test
  @Timeout(1800)
  void machinesOfOneTemplateAreDifferentMachines(BuiltImage image) throws IOException {
    assertThat(up("one", image).err()).contains("not made yet", "in the background");
    Path template = home.awaitTemplate();
    String memory = sum(template.resolve("memory"));

    assertThat(up("two", image).err()).doesNotContain("booting");
    assertThat(up("three", image).err()).doesNotContain("booting");

    List<String> ids = new ArrayList<>();
    for (String machine : MACHINES) {
      ids.addAll(identity(machine));
    }
    assertThat(ids).doesNotHaveDuplicates();
    assertNow(ssh("two", "date +%s"));
    ssh("two", "head -c 50000000 /dev/urandom > /tmp/x; rm /tmp/x");
    assertThat(sum(template.resolve("memory"))).as("the template").isEqualTo(memory);
    aTemplateHasNoSecret(template);

    try (RandomAccessFile file = new RandomAccessFile(template.resolve("memory").toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    home.cli().run("stop", "one").succeeded();
    assertThat(up("one", image).err()).contains("is damaged", "in the background");
    home.awaitTemplate();
    home.cli().run("stop", "one").succeeded();
    assertThat(up("one", image).err()).doesNotContain("booting");
  }

  @Test
  @Timeout(1800)
  void machinesWithDisksOfTheirOwnStartFromOneTemplate(BuiltImage image) throws IOException {
    String first = up("one", image, "--disk-size", "2G").err();
    assertThat(first).contains("not made yet", "in the background");
    Path template = home.awaitTemplate();
    assertThat(SecretSearch.of(home, List.of("one")).inFolder(template)).isEmpty();

    HostTool.Result second = up("two", image, "--disk-size", "3G");
    assertThat(second.err()).contains("is started from a template");
    assertThat(second.out()).contains("are kept on");
    String size = "sudo blockdev --getsize64 /dev/vda";
    assertThat(ssh("two", size)).isEqualTo(Long.toString(3L << 30));
    assertThat(identity("one")).doesNotContainAnyElementsOf(identity("two"));
    String before = keptIdentity("two");
    ssh("two", "tar c /etc/hostname | docker import - kept");

    home.cli().run("kill", "two").succeeded();
    HostTool.Result again = up("two", image, "--disk-size", "3G");
    assertThat(again.err()).contains("is started from a template");
    assertThat(ssh("two", "docker images -q kept")).isNotBlank();
    assertThat(keptIdentity("two")).isEqualTo(before);
    assertNow(ssh("two", "date +%s"));
  }
}
