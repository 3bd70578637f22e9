package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.NewerProgram;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A machine that is saved with folders of the host. */
@Tag("nightly")
@Order(54)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class SavedFoldersTest {
  @RegisterExtension final UsersHome home = UsersHome.make();

  /** QEMU's own. */
  private String server = "none";

  @Test
  void foldersAreBackWhenAMachineIsResumedUnlessSomethingUsedThem(BuiltImage image)
      throws IOException {
    Path plain = folder("plain");
    Files.copy(Path.of("/bin/busybox"), plain.resolve("busybox"));
    Path spaces = folder("with spaces");
    run("up", "--iso", image.iso().toString(), "--share", plain + ":plain", "--share", spaces + "");
    run("ssh", "cp /plain/busybox . && tar c busybox | docker import - box");
    run("ssh", "docker run -d --name user -v /plain:/plain box /busybox sleep 10000");

    HostTool.Result refused = home.cli().run("save");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("a container uses one");
    assertThat(folders(spaces)).as("of a machine that runs on").containsExactly("plain", "with");
    run("ssh", "docker stop -t 1 user");

    run("save");
    Files.writeString(plain.resolve("file"), "changed meanwhile");
    assertThat(home.cli().run("up").succeeded().err()).contains("is resumed");
    assertThat(folders(spaces)).containsExactly("changed", "with");
    run("ssh", "docker start user && echo written | sudo tee /plain/new");
    assertThat(plain.resolve("new")).hasContent("written");
  }

  @Test
  void containersKeepTheFoldersThatVirtiofsdServesWhenAMachineIsResumed(BuiltImage image)
      throws IOException {
    server = NewerProgram.virtiofsd(Files.createDirectory(home.resolve("program"))).toString();
    Path plain = folder("plain");
    Files.copy(Path.of("/bin/busybox"), plain.resolve("busybox"));
    Files.writeString(plain.resolve("removed"), "removed");
    run("up", "--iso", image.iso().toString(), "--share", plain + ":plain");
    run("ssh", "cp /plain/busybox . && tar c busybox | docker import - box");
    String opens =
        "exec 3>>/plain/log; while :; do /plain/busybox date >&3; "
            + "/plain/busybox cat /plain/file >&3; /plain/busybox sleep 1; done";
    run(
        "ssh",
        "docker run -d --name user -v /plain:/plain box /busybox sh -c '%s'".formatted(opens));
    run("ssh", "until [ -s /plain/log ]; do sleep 1; done; exec 4</plain/removed; ls /plain");

    run("save");
    Files.writeString(plain.resolve("file"), "changed meanwhile\n");
    Files.delete(plain.resolve("removed"));
    HostTool.Result without = home.cli().with("BOOT2DOCKER_VIRTIOFSD", "none").run("up");
    assertThat(without.exit()).isEqualTo(1);
    assertThat(without.err()).contains("virtiofsd", "--discard-state");
    HostTool.Result up = home.cli().with("BOOT2DOCKER_VIRTIOFSD", server).run("up");

    assertThat(up.succeeded().err()).contains("is resumed");
    run("ssh", "until grep changed /plain/log; do sleep 1; done");
    assertThat(plain.resolve("log")).content().contains("changed meanwhile");
    run("ssh", "test ! -e /plain/removed; echo written | sudo tee /plain/new");
    assertThat(plain.resolve("new")).hasContent("written");
  }

  private List<String> folders(Path spaces) throws IOException {
    List<String> words = new ArrayList<>();
    run("ssh", "cat /plain/file; echo; cat '%s/file'".formatted(spaces))
        .lines()
        .forEach(line -> words.add(line.split(" ")[0]));
    return words;
  }

  private String run(String... arguments) throws IOException {
    return home.cli().with("BOOT2DOCKER_VIRTIOFSD", server).run(arguments).succeeded().out();
  }

  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    Files.writeString(folder.resolve("file"), name);
    return folder;
  }
}
