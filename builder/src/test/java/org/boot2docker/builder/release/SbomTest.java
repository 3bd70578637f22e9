package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.builder.lock.LockedRepository;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.Manifest.Component;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SbomTest {
  private static final List<ImageFile> FILES =
      List.of(
          new ImageFile(
              "initramfs", "usr/bin/busybox", 5, "11".repeat(32), "22".repeat(20), List.of()));

  private static LockedImage image(String name, String digits) {
    return new LockedImage(name, "", "sha256:" + digits.repeat(32));
  }

  private static final List<LockedImage> IMAGES =
      List.of(
          image("busybox:1", "bb"),
          image("busybox:latest", "bb"),
          image("localhost:5000/team/app:2", "cc"));

  private static final SbomInput INPUT =
      new SbomInput(
          new Manifest(
              "boot2docker",
              "28.5.2",
              "amd64",
              "default",
              "6.12.1",
              "2026-11-01T00:00:00Z",
              "",
              List.of(),
              List.of(
                  new Component("rootfs", "busybox", "1", "trixie", "aa".repeat(32)),
                  new Component("images", "busybox", "1", "", "bb".repeat(32)),
                  new Component("images", "busybox", "latest", "", "bb".repeat(32)),
                  new Component("images", "localhost:5000/team/app", "2", "", "cc".repeat(32))),
              Map.of(),
              Map.of(),
              List.of(new Manifest.Linked("musl", "1.2.5", List.of("usr/bin/busybox")))),
          "dd".repeat(32),
          "1.0",
          new Lock(
              Architecture.AMD64,
              List.of(),
              List.of(
                  new LockedPackage(
                      "busybox", "1", "amd64", "trixie", "pool/b.deb", 1, "aa".repeat(32))),
              List.of(),
              List.of(),
              List.of(),
              IMAGES),
          FILES,
          Map.of());

  @Test
  void bothFormatsListTheContainerImagesAsVerifyExpectsThem() throws IOException {
    List<String> expected = SbomReader.expected(INPUT.manifest(), INPUT.lock(), FILES);

    assertThat(expected).hasSize(6);
    assertThat(INPUT.lock().components()).hasSameElementsAs(INPUT.manifest().packages());
    assertThat(SbomReader.cycloneDx(Json.parse(CycloneDx.write(INPUT)))).isEqualTo(expected);
    assertThat(SbomReader.spdx(Json.parse(Spdx.write(INPUT)))).isEqualTo(expected);
  }

  /** No scanner finds a library in a static program. */
  @Test
  void bothFormatsSayWhatIsLinkedIntoAFile() throws IOException {
    JsonNode file = Json.parse(CycloneDx.write(INPUT)).path("components").get(5);
    assertThat(file.path("bom-ref").asText()).isEqualTo("initramfs/usr/bin/busybox");
    assertThat(file.path("properties").findValuesAsText("value"))
        .contains("pkg:generic/musl@1.2.5");
    JsonNode spdx = Json.parse(Spdx.write(INPUT));
    assertThat(spdx.path("relationships").findValuesAsText("relationshipType"))
        .containsOnlyOnce("STATIC_LINK");
  }

  /** Tools that look for vulnerable packages look at version and address. */
  @ParameterizedTest
  @CsvSource({
    "'\"version\" : \"1\"', '\"version\" : \"2\"'",
    "'\"versionInfo\" : \"1\"', '\"versionInfo\" : \"2\"'",
    "busybox@1?, busybox@2?",
    "'\"name\" : \"busybox\"', '\"name\" : \"bash\"'"
  })
  void whatIsSaidOfAPackageCounts(String from, String to) throws IOException {
    List<String> expected = SbomReader.expected(INPUT.manifest(), INPUT.lock(), FILES);
    int found = 0;
    String cycloneDx = CycloneDx.write(INPUT);
    if (cycloneDx.contains(from)) {
      found++;
      assertThat(SbomReader.cycloneDx(Json.parse(cycloneDx.replace(from, to))))
          .isNotEqualTo(expected);
    }
    String spdx = Spdx.write(INPUT);
    if (spdx.contains(from)) {
      found++;
      assertThat(SbomReader.spdx(Json.parse(spdx.replace(from, to)))).isNotEqualTo(expected);
    }
    assertThat(found).isPositive();
  }

  @Test
  void whatIsListedTwiceIsThereTwice() throws IOException {
    JsonNode document = Json.parse(CycloneDx.write(INPUT));
    ArrayNode components = (ArrayNode) document.path("components");
    components.add(components.get(0));
    assertThat(SbomReader.cycloneDx(document))
        .isNotEqualTo(SbomReader.expected(INPUT.manifest(), INPUT.lock(), FILES));
  }

  @Test
  void twoNamesOfOneImageAreTwoElements() throws IOException {
    JsonNode cycloneDx = Json.parse(CycloneDx.write(INPUT));
    assertThat(cycloneDx.path("components").findValuesAsText("bom-ref")).doesNotHaveDuplicates();
    JsonNode spdx = Json.parse(Spdx.write(INPUT));
    assertThat(spdx.path("packages").findValuesAsText("SPDXID")).doesNotHaveDuplicates();
  }

  private static LockedPackage ofSuite(String suite) {
    return new LockedPackage("docker-ce", "5:29~x", "amd64", suite, "p/d.deb", 1, "aa".repeat(32));
  }

  /** Scanners look up advisories by the vendor. */
  @Test
  void aPackageThatIsNotDebiansHasItsRepositoryAsVendor() {
    List<LockedPackage> docker = List.of(ofSuite("docker"), ofSuite("mine"), ofSuite("trixie"));
    Lock lock =
        new Lock(Architecture.AMD64, List.of(), List.of(), docker, List.of(), List.of())
            .with(
                List.of(
                    new LockedRepository("docker", "docker", "bookworm", ""),
                    new LockedRepository("mine", "own", "x", "https://example.org/apt?")));

    assertThat(docker.stream().map(each -> Purl.of(each, lock)))
        .containsExactly(
            "pkg:deb/docker/docker-ce@5%3A29~x?arch=amd64&distro=bookworm",
            "pkg:deb/own/docker-ce@5%3A29~x?arch=amd64&distro=x"
                + "&repository_url=https%3A%2F%2Fexample.org%2Fapt%3F",
            "pkg:deb/debian/docker-ce@5%3A29~x?arch=amd64&distro=trixie");
  }

  @Test
  void theAddressOfAnImageNamesItsRegistry() {
    assertThat(IMAGES.stream().map(each -> Purl.of(each)))
        .containsExactly(
            "pkg:docker/busybox@1",
            "pkg:docker/busybox@latest",
            "pkg:docker/team/app@2?repository_url=localhost%3A5000");
  }
}
