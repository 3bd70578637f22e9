package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasePageTest {
  @TempDir Path folder;

  private String page(Signing signing) throws IOException {
    Files.writeString(folder.resolve("b.iso"), "image");
    ReleasedImage image =
        new ReleasedImage("b", "default", "amd64", "28", "6", "2026", 0, Map.of("iso", "b.iso"));
    ReleaseIndex index =
        new ReleaseIndex(1, "28", "1", "2026", "", 64, signing.files(), List.of(image));
    return ReleasePage.html(index, folder, new ReleaseNotes(index, Map.of(), List.of()));
  }

  @Test
  void sumsAndTheirSignaturesAreLinked() throws IOException {
    Optional<Path> key = Optional.of(Path.of("key"));
    assertThat(page(new Signing(Optional.of("ABCD"), key, key)))
        .contains(
            "href=\"SHA256SUMS\"",
            "href=\"SHA512SUMS\"",
            "href=\"SHA256SUMS.asc\"",
            "href=\"SHA512SUMS.minisig\"",
            "href=\"SHA256SUMS.sig\"");
  }

  @Test
  void noSignatureIsLinkedThatTheMakerDidNotWant() throws IOException {
    assertThat(page(new Signing(Optional.empty(), Optional.empty(), Optional.empty())))
        .doesNotContain("SUMS.", "--key");
  }
}
