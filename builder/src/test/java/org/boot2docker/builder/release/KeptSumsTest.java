package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.boot2docker.builder.step.BuildException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSumsTest {
  @TempDir Path directory;
  private Path folder = Path.of("unset");
  private Path image = Path.of("unset");

  @BeforeEach
  void download() throws IOException {
    folder = Files.createDirectories(directory.resolve("fetched"));
    Files.writeString(folder.resolve("b2d-default.iso"), "an image");
    Files.writeString(folder.resolve("release.json"), "{}");
    Sums.write(folder);
    Files.writeString(folder.resolve("SHA256SUMS.minisig"), "signature");
    image = directory.resolve("boot2docker.iso");
    Files.copy(folder.resolve("b2d-default.iso"), image);
    KeptSums.keep(folder, image);
  }

  @Test
  void theImageIsKnownByAnotherName() throws IOException {
    assertThat(KeptSums.check(image)).contains(KeptSums.of(image));
    assertThat(TrustedKeys.signatures(KeptSums.of(image))).hasSize(1);
  }

  @Test
  void anotherImageIsRefused() throws IOException {
    Files.writeString(image, "an imago");
    assertThatThrownBy(() -> KeptSums.check(image))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(image.toString());
  }

  private void written(String text, Instant when) throws IOException {
    Files.writeString(image, text);
    Files.setLastModifiedTime(image, FileTime.from(when));
  }

  /** It is large, and starts are frequent: what only reading shows is not seen a second time. */
  @Test
  void anImageIsReadAgainOnlyWhenItWasWritten() throws IOException {
    written("an image", Instant.EPOCH);
    KeptSums.check(image);
    written("an imago", Instant.EPOCH);
    assertThat(KeptSums.check(image)).isPresent();
    Files.setLastModifiedTime(image, FileTime.from(Instant.EPOCH.plusSeconds(1)));
    assertThatThrownBy(() -> KeptSums.check(image)).isInstanceOf(BuildException.class);
    written("an image.", Instant.EPOCH);
    assertThatThrownBy(() -> KeptSums.check(image)).isInstanceOf(BuildException.class);
  }

  @Test
  void anImageThatWasJustWrittenIsReadAgain() throws IOException {
    Instant now = Instant.now();
    written("an image", now);
    KeptSums.check(image);
    written("an imago", now);
    assertThatThrownBy(() -> KeptSums.check(image)).isInstanceOf(BuildException.class);
  }

  /** Until its sums are there, too, those of the image before it refuse it. */
  @Test
  void aSecondDownloadReplacesAllThatIsKeptOfTheFirst() throws IOException {
    written("an image", Instant.EPOCH);
    KeptSums.check(image);
    assertThat(directory.resolve("boot2docker.iso.SHA256SUMS.noted")).exists();
    Path second = Files.createDirectory(directory.resolve("second"));
    Files.writeString(second.resolve("b2d-default.iso"), "another image");
    Sums.write(second);
    Files.writeString(second.resolve("SHA256SUMS.asc"), "signature");

    written("another image", Instant.EPOCH);
    assertThatThrownBy(() -> KeptSums.check(image)).isInstanceOf(BuildException.class);
    KeptSums.keep(second, image);

    assertThat(KeptSums.check(image)).isPresent();
    assertThat(directory.resolve("boot2docker.iso.SHA256SUMS.asc")).exists();
    assertThat(directory.resolve("boot2docker.iso.SHA256SUMS.minisig")).doesNotExist();
  }

  @Test
  void onlyTheSumsOfOneImageAreForgotten() throws IOException {
    Path other = directory.resolve("boot2docker-arm64.iso");
    Files.writeString(other, "an image");
    KeptSums.keep(folder, other);
    written("an image", Instant.EPOCH);
    KeptSums.check(image);
    KeptSums.forget(image);
    assertThat(KeptSums.check(image)).isEmpty();
    assertThat(TrustedKeys.signatures(KeptSums.of(image))).isEmpty();
    assertThat(KeptSums.check(other)).isPresent();
    KeptSums.forget(directory.resolve("nowhere/boot2docker.iso"));
  }

  @Test
  void sumsOfSomebodyElseAreNotDeleted() throws IOException {
    for (String text : List.of("0".repeat(64) + "  mine.iso\n", "my notes\n")) {
      Path sums = Files.writeString(directory.resolve("mine.iso.SHA256SUMS"), text);
      KeptSums.forget(directory.resolve("mine.iso"));
      assertThat(sums).hasContent(text);
    }
  }
}
