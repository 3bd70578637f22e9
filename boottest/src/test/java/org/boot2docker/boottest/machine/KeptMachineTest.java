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
import java.util.Map;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Manual;
import org.boot2docker.formats.file.Folders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A machine as its user has it, by the command line alone: seven boots. */
@Order(53)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class KeptMachineTest {
  private Path home = Path.of("unset");
  private Cli cli = Cli.in(home);

  @BeforeEach
  void make() throws IOException {
    // Sockets have short names: not below the build's directory, which may be deep.
    home = Files.createTempDirectory("b2d");
    cli =
        Cli.in(home)
            .with("BOOT2DOCKER_HOME", home.toString())
            .with("DOCKER_CONFIG", home.resolve("docker").toString())
            .with("DOCKER_HOST", "")
            .with("DOCKER_CONTEXT", "");
  }

  @AfterEach
  void delete() throws IOException {
    cli.run("delete", "--force");
    Folders.delete(home);
  }

  private String run(String... arguments) throws IOException {
    return cli.run(arguments).succeeded().out();
  }

  private String dockerConfig() throws IOException {
    return Files.readString(home.resolve("docker/config.json"));
  }

  /** It boots for each part of a machine's life: 17 minutes on a machine that was busy. */
  @Test
  @Timeout(1800)
  void keepsItsDataAndSettingsOnItsOwnDisk(Lab lab) throws IOException {
    Path disk = home.resolve("machines/default/data.qcow2");

    String up = run("up", "--iso", lab.image().iso().toString(), "--cpus", "2");

    assertThat(up).contains("are kept on " + disk, "  docker run hello-world");
    assertThat(dockerConfig()).contains("\"currentContext\" : \"boot2docker+");
    assertThat(run("ip")).isEqualTo("127.0.0.1\n");
    otherUsersOfThisHostCannotLogIn();
    run("ssh", "docker volume create shelf && echo kept > note && sync");
    HostTool.Result set = cli.run("config", "set", "memory=1536").succeeded();
    assertThat(set.err()).contains("--memory 1536", "boot2docker restart");

    String restarted = run("restart", "--disk-size", "24G");

    assertThat(restarted).contains("are kept on " + disk);
    assertThat(run("ssh", "cat note; docker volume ls -q; df -m /var/lib/docker; free -m"))
        .startsWith("kept\nshelf\n")
        .containsPattern("/dev/vda1 +2[34]\\d{3} ")
        .containsPattern("Mem: +1[34]\\d\\d ");
    HostTool.Result container = cli.run("run", "nosuch.invalid/image");
    assertThat(container.exit()).as("docker's own exit code").isEqualTo(125);

    endsAsSoonAsNobodyReadsItsOutput();

    Path good = anotherImageKeepsTheDataAndABadOneIsLeft(lab.image().iso());
    copiesFolders();
    stopSavesWhenThatIsWanted();

    List<String> ids = identity("default");
    theManualsExampleWorks(good);
    aCopyIsAnotherMachine(ids);
    assertThat(dockerConfig()).doesNotContain("currentContext");
    HostTool.run(home, "qemu-img", "check", disk.toString()).succeeded();
    run("snapshot", "create", "full");
    run("delete", "--force");
    assertThat(home.resolve("machines/default")).doesNotExist();
  }

  /** The port is open to all of them, and everybody knows the password. */
  private void otherUsersOfThisHostCannotLogIn() throws IOException {
    HostTool.Result result =
        HostTool.run(
            home,
            "sshpass",
            "-p",
            "tcuser",
            "ssh",
            "-F",
            home.resolve("machines/default/ssh_config").toString(),
            "-o",
            "PubkeyAuthentication=no",
            "default",
            "id");

    assertThat(result.exit()).as(result.out() + result.err()).isNotZero();
    assertThat(result.err()).contains("Permission denied (publickey");
  }

  /** It finds the machine running, and stops it. */
  private void theManualsExampleWorks(Path iso) throws IOException {
    Files.writeString(
        home.resolve("Example.java"), Manual.example().replace("boot2docker.iso", iso.toString()));

    String said =
        HostTool.run(
                home,
                Map.of(
                    "BOOT2DOCKER_HOME",
                    home.toString(),
                    "DOCKER_CONFIG",
                    home.resolve("docker").toString()),
                Duration.ofMinutes(5),
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "Example.java"))
            .succeeded()
            .out();

    assertThat(said).matches("Docker \\S+ on Linux \\S+\n");
    assertThat(run("status")).contains("stopped");
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

    assertThat(run("upgrade", "--iso", good.toString())).contains("runs with " + good);
    assertThat(run("ssh", "docker volume ls -q")).isEqualTo("shelf\n");
    assertThat(run("upgrade", "--iso", good.toString())).contains("has this image already");
    run("save");

    HostTool.Result refused = cli.run("upgrade", "--iso", bad.toString());

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("is saved: resuming it", bad + " did not bring Docker up")
        .contains("machine default runs again with " + good);
    assertThat(run("ssh", "docker volume ls -q; cat note")).isEqualTo("shelf\nkept\n");
    assertThat(dockerConfig()).contains("\"currentContext\" : \"boot2docker+");
    return good;
  }

  private void endsAsSoonAsNobodyReadsItsOutput() throws IOException {
    String pipeline = "mkfifo pipe; head -n 1 pipe > line & exec > pipe";

    HostTool.Result unread = cli.after(pipeline).run("ssh", "yes");

    assertThat(unread.exit()).as("as of a program that SIGPIPE ends").isEqualTo(141);
    assertThat(unread.err()).isEmpty();
    assertThat(home.resolve("line")).hasContent("y");
  }

  private void copiesFolders() throws IOException {
    Files.createDirectories(home.resolve("work/a b"));
    Files.writeString(home.resolve("work/a b/ü"), "text");

    run("cp", home.resolve("work").toString(), ":");
    run("cp", ":work", home.resolve("back").toString());

    assertThat(home.resolve("back/a b/ü")).hasContent("text");
    Path script = Files.writeString(home.resolve("script"), "#!/bin/sh\necho ran\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    run("cp", script.toString(), ":");
    assertThat(run("ssh", "./script")).isEqualTo("ran\n");
    run("cp", ":script", home.resolve("again").toString());
    assertThat(home.resolve("again")).isExecutable().hasSameTextualContentAs(script);
  }

  private void stopSavesWhenThatIsWanted() throws IOException {
    run("config", "set", "stop=save");
    String before = run("ssh", "cat /proc/sys/kernel/random/boot_id");

    assertThat(run("stop")).contains("is saved");
    assertThat(run("up")).contains("is up");

    assertThat(run("ssh", "cat /proc/sys/kernel/random/boot_id")).isEqualTo(before);
  }

  /** Machine id, Docker's id, random bytes, the authority's certificate and the host key. */
  private List<String> identity(String machine) throws IOException {
    String ids =
        run(
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

  /** With settings of its own, of which the guest is told. */
  private void aCopyIsAnotherMachine(List<String> ids) throws IOException {
    run("clone", "default", "copy");
    Files.writeString(home.resolve("profile"), "export NOTE=told\n");
    run(
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

    assertThat(run("ssh", "--name", "copy", "cat note")).isEqualTo("kept\n");
    assertThat(identity("copy")).hasSameSizeAs(ids).doesNotContainAnyElementsOf(ids);
    String info = run("ssh", "--name", "copy", "docker info");
    assertThat(info).contains("http://10.0.2.2:5999/", "HTTP Proxy: http://10.0.2.2:3999");
    assertThat(run("ssh", "--name", "copy", "cat /etc/hosts /etc/resolv.conf"))
        .contains("10.0.2.2 registry.example", "nameserver 10.0.2.3");
    assertThat(run("ssh", "--name", "copy", "sudo cat /proc/$(pidof dockerd)/environ"))
        .contains("NOTE=told");
    run("delete", "copy", "--force");
  }
}
