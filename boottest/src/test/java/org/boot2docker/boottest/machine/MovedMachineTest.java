package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.guest.Registry;
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

/** A machine that goes back to a snapshot, and moves in a file to where networks are closed. */
@Tag("nightly")
@Order(61)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class MovedMachineTest {
  private static final String IMAGE = "boottest/box";

  /** Which only the proxy knows. */
  private static final String BEHIND_PROXY = "registry.example";

  @RegisterExtension final UsersHome home = UsersHome.make();

  /** Three boots. */
  @Test
  @Timeout(1800)
  void goesBackToASnapshotAndMovesToAClosedNetwork(BuiltImage image) throws IOException {
    home.run("up", "--iso", image.iso().toString(), "--cpus", "2", "--disk-size", "2G");
    home.run("cp", BoxImage.tar(home.resolve(".")).toString(), ":");
    home.run("ssh", "docker import box.tar " + IMAGE + " && rm box.tar && echo kept > note");
    home.run("ssh", "docker run --rm -v shelf:/shelf " + IMAGE + " sh -c 'echo old > /shelf/file'");
    home.run("stop");
    home.run("snapshot", "create", "clean");

    runBootsTheMachineThatStands();
    home.run("stop");
    home.run("snapshot", "restore", "clean", "--force");
    home.run("export", home.resolve("moved.zip").toString());
    home.run("delete", "--force");
    home.run("import", home.resolve("moved.zip").toString(), "moved");

    worksInAClosedNetwork();
  }

  /** And changes what the snapshot has. */
  private void runBootsTheMachineThatStands() throws IOException {
    assertThat(home.run("status")).contains("stopped");
    HostTool.Result ran =
        home.cli()
            .run(
                "run",
                "-v",
                "shelf:/shelf",
                IMAGE,
                "sh",
                "-c",
                "cat /shelf/file; echo new > /shelf/file; exit 5");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
    assertThat(ran.out()).endsWith("old\n");
    assertThat(home.run("status")).contains("running");
    home.run("ssh", "rm note; sync");
  }

  private void worksInAClosedNetwork() throws IOException {
    Path directory = Files.createDirectory(home.resolve("registry"));
    try (ConnectProxy proxy = ConnectProxy.start();
        Registry registry = Registry.start(directory)) {
      String port = registry.address().replaceFirst(".*:", "");
      String behindProxy = BEHIND_PROXY + ":" + port;
      home.cli()
          .with("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port())
          .with("HTTP_PROXY", "")
          .run(
              "up",
              "moved",
              "--proxy",
              "host",
              "--ca",
              directory.resolve("registry.crt").toString(),
              "--insecure-registry",
              behindProxy)
          .succeeded();

      assertThat(ssh("cat note; docker run --rm -v shelf:/shelf " + IMAGE + " cat /shelf/file"))
          .as("what the snapshot had")
          .isEqualTo("kept\nold\n");
      assertThat(ssh("docker info"))
          .contains("HTTPS Proxy: http://10.0.2.2:" + proxy.port())
          .containsPattern("Insecure Registries:\\s+" + behindProxy);

      String trusted = registry.address() + "/box";
      ssh("docker tag %1$s %2$s && docker push -q %2$s".formatted(IMAGE, trusted));
      assertThat(proxy.asked()).as("by the proxy, to the host itself").isEmpty();
      ssh("docker rmi %s && docker pull -q %s".formatted(trusted, trusted));
      // Its certificate has another name.
      ssh("docker rmi %s %s && docker pull -q %s/box".formatted(trusted, IMAGE, behindProxy));
      assertThat(proxy.asked()).contains(behindProxy);
    }
  }

  private String ssh(String command) throws IOException {
    return home.run("ssh", "--name", "moved", command);
  }
}
