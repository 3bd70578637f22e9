package org.boot2docker.builder.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionFilesTest {
  @TempDir Path directory;

  /** What makes of them one configuration, and the manifest, know files by their names. */
  @Test
  void filesOfOneNameInFoldersOfOneNameAreKnownApart() throws IOException {
    Path mine = Files.createDirectories(directory.resolve("mine/base"));
    Path other = Files.createDirectories(directory.resolve("other/base"));
    for (Path folder : List.of(mine, other)) {
      Files.writeString(folder.resolve("a.config"), "CONFIG_A=y\n");
      Files.writeString(folder.resolve("a.patch"), "");
    }
    Path description =
        Files.writeString(
            directory.resolve("mine.yaml"),
            """
            base:
              kernel: source
              source: linux-source
              patches: [mine/base, other/base]
              fragments: [mine/base/a.config, other/base/a.config]
            """);
    BaseSpec.Source base =
        (BaseSpec.Source)
            DescriptionReader.read(
                    Path.of("..", "distro"), List.of(description), "default", Architecture.AMD64)
                .base();

    assertThat(base.fragments().stream().map(DistributionFile::name))
        .containsExactly("base/a.config", "base/a.config (2)");
    assertThat(base.patches().stream().map(DistributionFile::name))
        .containsExactly("base/a.patch", "base/a.patch (2)");
  }
}
