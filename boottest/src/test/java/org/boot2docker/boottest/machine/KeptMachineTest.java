package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A machine as its user has it, by the command line alone. */
@Order(53)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class KeptMachineTest {
  @RegisterExtension final UsersHome home = UsersHome.make();

  @Test
  @Timeout(1200)
  void keepsItsDataAndSettingsOnItsOwnDisk(BuiltImage image) throws IOException {
    Path disk = home.resolve("machines/default/data.qcow2");

    String up = home.run("up", "--iso", image.iso().toString(), "--cpus", "2");

    assertThat(up).contains("are kept on " + disk, "  docker run hello-world");
    assertThat(home.dockerConfig()).contains("\"currentContext\" : \"boot2docker+");
    assertThat(home.run("ip")).isEqualTo("127.0.0.1\n");
    otherUsersOfThisHostCannotLogIn();
    home.run("ssh", "docker volume create shelf && echo kept > note && sync");
    HostTool.Result set = home.cli().run("config", "set", "memory=1536").succeeded();
    assertThat(set.err()).contains("--memory 1536", "boot2docker restart");

    String restarted = home.run("restart", "--disk-size", "24G");

    assertThat(restarted).contains("are kept on " + disk);
    assertThat(home.run("ssh", "cat note; docker volume ls -q; df -m /var/lib/docker; free -m"))
        .startsWith("kept\nshelf\n")
        .containsPattern("/dev/vda1 +2[34]\\d{3} ")
        .containsPattern("Mem: +1[34]\\d\\d ");
    HostTool.Result container = home.cli().run("run", "nosuch.invalid/image");
    assertThat(container.exit()).as("docker's own exit code").isEqualTo(125);
    endsAsSoonAsNobodyReadsItsOutput();
    copiesFolders();
    home.run("delete", "--force");
    assertThat(home.dockerConfig()).doesNotContain("currentContext");
    assertThat(home.resolve("machines/default")).doesNotExist();
  }

  /** Nobody looks into a disk that has its bytes in another file. */
  @Test
  @Tag("nightly")
  @Timeout(1200)
  void aDiskThatTheMachineDoesNotUseEndsUp(BuiltImage image) throws IOException {
    Path blank = home.resolve("blank.img");
    Path disk = home.resolve("on-blank.qcow2");
    home.runTool(Duration.ofMinutes(1), List.of("truncate", "-s", "1G", blank.toString()))
        .succeeded();
    List<String> create = List.of("qemu-img", "create", "-f", "qcow2", "-F", "raw", "-b");
    List<String> command = new ArrayList<>(create);
    command.addAll(List.of(blank.toString(), disk.toString()));
    home.runTool(Duration.ofMinutes(1), command).succeeded();

    HostTool.Result up =
        home.cli().run("up", "--quiet", "--iso", image.iso().toString(), "--disk", disk.toString());

    assertThat(up.exit()).as(up.err()).isEqualTo(1);
    assertThat(up.err()).contains("did not use " + disk, "in RAM");
    home.run("delete", "--force");
    assertThat(disk).exists();
  }

  /** The port is open to all of them, and everybody knows the password. */
  private void otherUsersOfThisHostCannotLogIn() throws IOException {
    HostTool.Result result =
        home.runTool(
            Duration.ofMinutes(2),
            List.of(
                "sshpass",
                "-p",
                "tcuser",
                "ssh",
                "-F",
                home.resolve("machines/default/ssh_config").toString(),
                "-o",
                "PubkeyAuthentication=no",
                "default",
                "id"));

    assertThat(result.exit()).as(result.out() + result.err()).isNotZero();
    assertThat(result.err()).contains("Permission denied (publickey");
  }

  private void endsAsSoonAsNobodyReadsItsOutput() throws IOException {
    String pipeline = "mkfifo pipe; head -n 1 pipe > line & exec > pipe";

    HostTool.Result unread = home.cli().after(pipeline).run("ssh", "yes");

    assertThat(unread.exit()).as("as of a program that SIGPIPE ends").isEqualTo(141);
    assertThat(unread.err()).isEmpty();
    assertThat(home.resolve("line")).hasContent("y");
  }

  private void copiesFolders() throws IOException {
    Files.createDirectories(home.resolve("work/a b"));
    Files.writeString(home.resolve("work/a b/ü"), "text");

    home.run("cp", home.resolve("work").toString(), ":");
    home.run("cp", ":work", home.resolve("back").toString());

    assertThat(home.resolve("back/a b/ü")).hasContent("text");
    Path script = Files.writeString(home.resolve("script"), "#!/bin/sh\necho ran\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    home.run("cp", script.toString(), ":");
    assertThat(home.run("ssh", "./script")).isEqualTo("ran\n");
    home.run("cp", ":script", home.resolve("again").toString());
    assertThat(home.resolve("again")).isExecutable().hasSameTextualContentAs(script);
  }
}
