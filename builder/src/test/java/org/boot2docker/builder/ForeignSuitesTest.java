package org.boot2docker.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.DescriptionReader;
import org.boot2docker.builder.lock.LockedRepository;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignSuitesTest {
  @TempDir Path directory;

  private List<LockedRepository> of(String text, String... suites) throws IOException {
    Path mine = Files.writeString(directory.resolve("mine.yaml"), text);
    Description description =
        DescriptionReader.read(
            Path.of("..", "distro"), List.of(mine), "docker-ce", Architecture.AMD64);
    return ForeignSuites.of(
        description,
        Arrays.stream(suites)
            .map(each -> new LockedPackage("p", "1", "all", each, "p.deb", 1, "0".repeat(64)))
            .toList());
  }

  @Test
  void onlyTheSuitesOfPackagesAreNamed() throws IOException {
    assertThat(of("name: mine\n", "trixie", "docker"))
        .containsExactly(new LockedRepository("docker", "docker", "trixie", ""));
    assertThat(of("name: mine\n", "trixie", "trixie-security")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://d.example/apt, https://d.example/apt",
    "https://me:secret@d.example/apt, ''",
    "https://d.example/apt?token=S#f, https://d.example/apt",
    "HTTPS://d.example/apt, HTTPS://d.example/apt",
    "file:///srv/apt, ''",
    "'no address', ''"
  })
  void onlyAnAddressForEverybodyIsKept(String url, String kept) throws IOException {
    assertThat(of("repositories:\n  docker: {url: '" + url + "'}\n", "docker"))
        .extracting(LockedRepository::url)
        .containsExactly(kept);
  }
}
