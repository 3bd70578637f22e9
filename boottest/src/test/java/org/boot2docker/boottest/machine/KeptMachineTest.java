package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.formats.file.Folders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A machine as its user has it, by the command line alone: two boots. */
@Order(53)
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

  @Test
  void keepsItsDataAndSettingsOnItsOwnDisk(Lab lab) throws IOException {
    lab.close();
    Path disk = home.resolve("machines/default/data.qcow2");

    String up = run("up", "--iso", lab.image().iso().toString(), "--cpus", "2");

    assertThat(up).contains("are kept on " + disk, "  docker run hello-world");
    assertThat(dockerConfig()).contains("\"currentContext\" : \"boot2docker+");
    assertThat(run("ip")).isEqualTo("127.0.0.1\n");
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

    run("stop");
    assertThat(dockerConfig()).doesNotContain("currentContext");
    HostTool.run(home, "qemu-img", "check", disk.toString()).succeeded();
    run("snapshot", "create", "full");
    run("delete", "--force");
    assertThat(home.resolve("machines/default")).doesNotExist();
  }
}
