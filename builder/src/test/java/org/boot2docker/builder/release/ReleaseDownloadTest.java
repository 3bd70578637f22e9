package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.formats.text.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a server that says of what is not there that it is forbidden, as stores of objects do. */
class ReleaseDownloadTest {
  private static final String IMAGE = "an image";

  @TempDir Path directory;

  private Path served = Path.of("unset");
  private Optional<WebFolder> server = Optional.empty();

  @BeforeEach
  void serve() throws IOException {
    served = Files.createDirectories(directory.resolve("served/release"));
    Files.writeString(served.resolve("image.iso"), IMAGE);
    Sums.write(served);
    server = Optional.of(new WebFolder(directory.resolve("served")));
  }

  @AfterEach
  void stop() {
    server.ifPresent(WebFolder::close);
  }

  private ReleaseDownload begin(String path) throws IOException {
    String url = server.orElseThrow().url() + path;
    Path folder = Files.createTempDirectory(directory, "fetched");
    return ReleaseDownload.begin(url, folder, Set.of(".alice.asc"), Map.of(), Progress.SILENT);
  }

  @Test
  void aReleaseWithoutSignaturesIsFetched() throws IOException {
    ReleaseDownload release = begin("/release");
    assertThat(release.isWhole()).isTrue();
    assertThat(release.fetch().resolve("image.iso")).hasContent(IMAGE);
  }

  @Test
  void signaturesOfOthersAreFetchedByTheNamesOfTheirKeys() throws IOException {
    for (String name :
        new String[] {"SHA256SUMS.asc", "SHA256SUMS.alice.asc", "SHA256SUMS.b.asc"}) {
      Files.writeString(served.resolve(name), name);
    }
    Path folder = begin("/release").fetch();
    assertThat(TrustedKeys.signatures(folder.resolve(Sums.SHA256)))
        .containsExactly(folder.resolve("SHA256SUMS.alice.asc"), folder.resolve("SHA256SUMS.asc"));
  }

  @Test
  void theSumsOfAFileAreBesideIt() throws IOException {
    ReleaseDownload release = begin("/release/image.iso");
    assertThat(release.isWhole()).isFalse();
    assertThat(release.fetch()).hasContent(IMAGE);
  }

  @Test
  void whatMustBeThereIsSaidToBeForbidden() throws IOException {
    Files.delete(served.resolve("image.iso"));
    ReleaseDownload release = begin("/release");
    assertThatThrownBy(release::fetch).hasMessageContainingAll("image.iso", "403");
  }
}
