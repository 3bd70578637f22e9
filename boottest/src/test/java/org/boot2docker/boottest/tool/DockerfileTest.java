package org.boot2docker.boottest.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The stages of the Dockerfile, run in a plain folder instead of a container. */
@Order(61)
@ExtendWith(LabExtension.class)
class DockerfileTest {
  private static final Path ROOT = BuiltImage.distribution().resolveSibling("");
  private static final Pattern RUN = Pattern.compile("RUN \\./boot2docker build (.*)");

  private static final String MAKE = "RUN mkdir /";

  @TempDir private Path directory;

  @Test
  @Tag("nightly")
  void itsStagesGiveTheBytesOfABuildFromTheSameLock(BuiltImage image) throws IOException {
    HostTool.run(
            directory,
            ROOT.resolve("setup/split-lock").toString(),
            image.lock().toString(),
            directory.resolve("locks").toString())
        .succeeded();
    List<String> stages = stages();
    assertThat(stages).hasSize(3);

    assertThat(stage(stages.get(0), "base")).contains("base    runs").doesNotContain("rootfs");
    assertThat(stage(stages.get(1), "rootfs")).contains("rootfs  runs").doesNotContain("base ");
    String last = stage(stages.get(2), "all");

    assertThat(last).doesNotContain("base    runs").doesNotContain("rootfs  runs");
    assertThat(Files.mismatch(image.iso(), directory.resolve("image/boot2docker.iso")))
        .isEqualTo(-1);
  }

  private static List<String> stages() throws IOException {
    return Files.readAllLines(ROOT.resolve("Dockerfile")).stream()
        .map(RUN::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(match -> match.group(1))
        .toList();
  }

  /** What a stage does, with a cache that begins empty but for packages. */
  private String stage(String arguments, String lock) throws IOException {
    String profile = System.getProperty("boot2docker.profile", "default");
    String lockFile = directory.resolve("locks/" + lock + "/boot2docker.lock").toString();
    String[] words =
        ("build --cache "
                + cache()
                + " "
                + arguments
                    .replace("\"$PROFILE\"", profile)
                    .replaceAll("\\$\\(.*\\)", "--locked --lock " + lockFile)
                    .replace("/image", directory.resolve("image").toString()))
            .split(" +");
    makeFolders();
    return Cli.in(directory).run(words).succeeded().err();
  }

  private void makeFolders() throws IOException {
    for (String line : Files.readAllLines(ROOT.resolve("Dockerfile"))) {
      if (line.startsWith(MAKE)) {
        Files.createDirectories(directory.resolve(line.substring(MAKE.length())));
      }
    }
  }

  /** The packages are those of the user's cache: fetching them is another test's. */
  private Path cache() throws IOException {
    Path cache = Files.createDirectories(directory.resolve("cache"));
    Path packages = cache.resolve("packages");
    if (!Files.exists(packages)) {
      String own = System.getenv("BOOT2DOCKER_CACHE");
      Path usual = Path.of(System.getProperty("user.home"), ".cache/boot2docker");
      Files.createSymbolicLink(packages, (own == null ? usual : Path.of(own)).resolve("packages"));
    }
    return cache;
  }
}
