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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A machine that is saved with folders of the host, which QEMU itself serves. */
@Tag("nightly")
@Order(54)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class SavedFoldersTest {
  @RegisterExtension final UsersHome home = UsersHome.make();

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

  private List<String> folders(Path spaces) throws IOException {
    List<String> words = new ArrayList<>();
    run("ssh", "cat /plain/file; echo; cat '%s/file'".formatted(spaces))
        .lines()
        .forEach(line -> words.add(line.split(" ")[0]));
    return words;
  }

  private String run(String... arguments) throws IOException {
    return home.cli().with("BOOT2DOCKER_VIRTIOFSD", "none").run(arguments).succeeded().out();
  }

  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    Files.writeString(folder.resolve("file"), name);
    return folder;
  }
}
