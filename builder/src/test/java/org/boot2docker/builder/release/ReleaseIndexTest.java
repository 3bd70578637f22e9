package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseIndexTest {
  private static final ReleaseIndex INDEX =
      new ReleaseIndex(
          ReleaseIndex.FORMAT,
          "28.5.2",
          "1.0",
          "2026-11-01T00:00:00Z",
          "",
          512,
          List.of("SHA256SUMS.asc"),
          List.of(
              new ReleasedImage(
                  "boot2docker", "default", "amd64", "28.5.2", "6.12", "2026", 0, Map.of())));

  @TempDir Path folder;

  @Test
  void anIndexComesBackAsItWas() throws IOException {
    INDEX.write(folder);
    assertThat(ReleaseIndex.read(folder)).isEqualTo(INDEX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "tool", "created", "previous", "images"})
  void whatLacksSomethingIsRefused(String key) throws IOException {
    INDEX.write(folder);
    Path file = folder.resolve(ReleaseIndex.FILE);
    ObjectNode json = (ObjectNode) Json.parse(Files.readString(file));
    json.remove(key);
    Files.writeString(file, Json.text(json));
    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../SHA256SUMS.asc", "SHA256SUMS", "image.iso", "SHA256SUMS.<b>.asc"})
  void whatIsNoSignatureOfSumsIsRefused(String name) throws IOException {
    new ReleaseIndex(ReleaseIndex.FORMAT, "1", "1", "2026", "", 1, List.of(name), INDEX.images())
        .write(folder);
    assertRefused();
  }

  @Test
  void anIndexSaysNothingOfABudgetThatIsNotItsOwn() throws IOException {
    INDEX.write(folder);
    assertThat(Files.readString(folder.resolve(ReleaseIndex.FILE))).doesNotContain("udget");
  }

  /** As it was before it named signatures and budgets. */
  @Test
  void anEarlierIndexIsStillRead() throws IOException {
    Files.writeString(
        folder.resolve(ReleaseIndex.FILE),
        """
        {"format": 1, "version": "28.5.2", "tool": "1.0", "created": "2026-11-01T00:00:00Z",
         "previous": "", "dataMiB": 512, "images": [
          {"name": "boot2docker", "profile": "default", "architecture": "amd64",
           "docker": "28.5.2", "kernel": "6.12", "created": "2026",
           "millionInstructions": 4321, "files": {}}]}
        """);
    ReleaseIndex index = ReleaseIndex.read(folder);
    assertThat(index.signatures()).isEmpty();
    assertThat(index.images()).isEqualTo(INDEX.images());
  }

  @Test
  void aReleaseWithoutImagesIsNone() throws IOException {
    new ReleaseIndex(ReleaseIndex.FORMAT, "1", "1", "2026", "", 1, List.of(), List.of())
        .write(folder);
    assertRefused();
  }

  private void assertRefused() {
    assertThatThrownBy(() -> ReleaseIndex.read(folder))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("release.json lacks what a release has");
  }
}
