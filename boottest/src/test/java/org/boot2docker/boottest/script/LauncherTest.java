package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a copy of the repository that has no tool yet. */
class LauncherTest {
  private static final Path ROOT = BuiltImage.distribution().resolveSibling("");
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private Path copy;

  @Test
  void aFolderThatCanNotBeWrittenIsSaidAtOnce() throws IOException {
    Files.createDirectories(copy.resolve("setup"));
    Files.createDirectories(copy.resolve("target"));
    for (String file : List.of("boot2docker", "setup/packages.sh")) {
      Files.copy(ROOT.resolve(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!"root".equals(System.getProperty("user.name"))) {
      command.add("--map-root-user");
    }
    // Root may write to any folder, but not to a file system that is mounted read-only.
    command.addAll(
        List.of("sh", "-ec", "mount -t tmpfs -o ro tmpfs target; exec ./boot2docker version"));

    HostTool.Result result = HostTool.run(copy, Map.of(), LIMIT, command);

    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains("can't write to " + copy.toRealPath().resolve("target"));
    assertThat(result.exit()).isEqualTo(1);
  }
}
