package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.GuestPaths;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script before runc, which adds the host's names to what becomes a container's /etc/hosts. */
class RuncScriptTest {
  private static final String BUNDLE = "run/containerd/moby/c1";
  private static final String HOSTS = "docker/containers/c1/hosts";
  private static final String NAMES =
      "10.0.2.2\thost.docker.internal\n10.0.2.2\tgateway.docker.internal\n";

  @TempDir private Path root;
  private GuestScripts scripts = new GuestScripts(Path.of("."));

  @BeforeEach
  void aContainerOfDocker() throws IOException {
    scripts = GuestScripts.in(root);
    scripts.write("usr/sbin/runc", "#!/bin/sh\necho \"runc $*\"\n");
    HostTool.run(root, "chmod", "755", "usr/sbin/runc").succeeded();
    scripts.write("sys/firmware/qemu_fw_cfg/by_name/" + FirmwareNames.HOST + "/raw", "10.0.2.2");
    scripts.write(HOSTS, "127.0.0.1\tlocalhost\n");
    config(HOSTS);
  }

  @Test
  void theNamesAreThereWhenTheContainerStarts() throws IOException {
    assertThat(runc("create --bundle " + root.resolve(BUNDLE) + " c1"))
        .isEqualTo("runc create --bundle " + root.resolve(BUNDLE) + " c1\n");
    assertThat(hosts()).doesNotContain("10.0.2.2");
    assertThat(runc("--root /run/runc start c1")).isEqualTo("runc --root /run/runc start c1\n");
    runc("--root /run/runc start c1");
    assertThat(hosts()).isEqualTo("127.0.0.1\tlocalhost\n" + NAMES);
  }

  @Test
  void buildKitRunsAContainerInOneStep() throws IOException {
    String file = "docker/buildkit/executor/hosts.10";
    scripts.write(file, "127.0.0.1\tlocalhost\n");
    config(file);
    scripts.run(
        "sh",
        "-c",
        "cd /; \"$0\" run --bundle \"$1\" x",
        script(),
        root.resolve(BUNDLE).toString());
    assertThat(root.resolve(file)).content().endsWith(NAMES);
  }

  @Test
  void aNameThatTheUserGivesStays() throws IOException {
    scripts.write(HOSTS, "10.9.9.9\thost.docker.internal\n");
    runc("start c1");
    assertThat(hosts())
        .isEqualTo("10.9.9.9\thost.docker.internal\n10.0.2.2\tgateway.docker.internal\n");
  }

  @Test
  void aFileOfTheUserStaysAsItIs() throws IOException {
    scripts.write("home/hosts", "mine\n");
    config("home/hosts");
    runc("start c1");
    assertThat(root.resolve("home/hosts")).hasContent("mine");
  }

  @Test
  void runcRunsWhateverIsMissing() throws IOException {
    Files.delete(root.resolve(BUNDLE + "/config.json"));
    assertThat(runc("start c1")).isEqualTo("runc start c1\n");
    Files.delete(root.resolve(GuestPaths.inArchive(GuestPaths.SHELL_CONTRACT)));
    assertThat(runc("start c1")).isEqualTo("runc start c1\n");
    assertThat(hosts()).isEqualTo("127.0.0.1\tlocalhost\n");
  }

  private void config(String hosts) throws IOException {
    scripts.write(
        BUNDLE + "/config.json",
        """
        {"mounts":[{"destination":"/proc","type":"proc","source":"proc"},\
        {"destination":"/etc/hosts","type":"bind","source":"%s","options":["rbind","rprivate"]}]}"""
            .formatted(root.resolve(hosts)));
  }

  private String hosts() throws IOException {
    return Files.readString(root.resolve(HOSTS));
  }

  private String script() {
    return root.resolve("usr/lib/boot2docker/bin/runc").toString();
  }

  private String runc(String arguments) throws IOException {
    String command = "cd \"$1\" && \"$0\" " + arguments;
    return scripts
        .run("sh", "-c", command, script(), root.resolve(BUNDLE).toString())
        .succeeded()
        .out();
  }
}
