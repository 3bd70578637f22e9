package org.boot2docker.builder.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.tree.PathPatterns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedDescriptionTest {
  private static final Path DISTRO = Path.of("..", "distro");

  @TempDir Path directory;

  /** All of a description that an image is made of. */
  private record Whole(
      String name,
      PathPatterns exclude,
      Record base,
      RootfsSpec rootfs,
      DockerSpec.Contents docker,
      IsoSpec iso) {}

  private static List<String> whole(Description d) throws IOException {
    DockerSpec.Contents docker = d.docker().contents();
    List<String> keys = new ArrayList<>();
    keys.add(
        StepInputs.of(
                new Whole(d.name(), d.exclude(), (Record) d.base(), d.rootfs(), docker, d.iso()))
            .key());
    if (d.docker().engine().isPresent()) {
      keys.add(StepInputs.of(d.docker().engine().get()).key());
    }
    return keys;
  }

  private Path mine() throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("files")).resolve("a"), "1");
    return Files.writeString(
        directory.resolve("mine.yaml"),
        "rootfs:\n  +overlay: [files]\n  -links: [etc/mtab]\n  +libraries: [libfoo1]\n");
  }

  @ParameterizedTest
  @CsvSource({
    "default,AMD64",
    "fast,AMD64",
    "metal,AMD64",
    "docker-ce,AMD64",
    "small,AMD64",
    "default,ARM64"
  })
  void theToolTakesItAgainAndItSaysTheSame(String profile, Architecture architecture)
      throws IOException {
    List<Path> additions = List.of(mine());
    String yaml = MergedDescription.of(DISTRO, additions, profile, architecture).yaml();

    Path other = Files.createDirectories(directory.resolve("other"));
    Files.writeString(other.resolve(DescriptionReader.FILE), yaml);
    Description again = DescriptionReader.read(other, List.of(), profile, architecture);
    Description before = DescriptionReader.read(DISTRO, additions, profile, architecture);

    assertThat(whole(again)).isEqualTo(whole(before));
    assertThat(again.suites()).isEqualTo(before.suites());
    assertThat(again.stable()).isEqualTo(before.stable());
    assertThat(again.docker().suites()).isEqualTo(before.docker().suites());
    assertThat(MergedDescription.of(other, List.of(), profile, architecture).values())
        .isEqualTo(MergedDescription.of(DISTRO, additions, profile, architecture).values());
  }

  @Test
  void eachPartSaysWhichFilesItIsFrom() throws IOException {
    Path mine = mine();
    String yaml = MergedDescription.of(DISTRO, List.of(mine), "small", Architecture.AMD64).yaml();
    assertThat(yaml)
        .contains("# from boot2docker.yaml\nbase:\n")
        .contains("# from boot2docker.yaml, " + mine + "\nrootfs:\n")
        .contains(directory.resolve("files").toString());
  }

  @Test
  @SuppressWarnings("unchecked")
  void loadersOfOtherArchitecturesAreLeftOut() throws IOException {
    Map<String, Object> iso =
        (Map<String, Object>)
            MergedDescription.of(DISTRO, List.of(), "default", Architecture.ARM64)
                .values()
                .get("iso");
    assertThat((Map<String, Object>) iso.get("loaders")).containsOnlyKeys("arm64");
  }

  @Test
  void whatABuildWouldRefuseIsRefused() throws IOException {
    Path wrong = Files.writeString(directory.resolve("wrong.yaml"), "iso: {filters: all}\n");
    assertThatThrownBy(
            () -> MergedDescription.of(DISTRO, List.of(wrong), "default", Architecture.AMD64))
        .hasMessage(wrong + ":1: iso.filters must be one of none, go");
  }
}
