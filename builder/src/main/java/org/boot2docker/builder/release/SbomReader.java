package org.boot2docker.builder.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;

/**
 * Takes from bills of materials what can be compared: sorted lines of files with their sums, and of
 * packages and container images with version, sum and package URL. What is listed twice is there
 * twice.
 */
final class SbomReader {
  private final List<String> lines = new ArrayList<>();

  private SbomReader() {}

  /** What bills of materials of an image have to say. */
  static List<String> expected(Manifest manifest, Lock lock, List<ImageFile> files) {
    SbomReader expected = new SbomReader();
    files.forEach(file -> expected.file(file.in() + "/" + file.path(), file.sha256()));
    SbomInput.packages(lock)
        .forEach(
            each -> expected.part(each.name(), each.version(), each.sha256(), Purl.of(each, lock)));
    lock.images()
        .forEach(each -> expected.part(each.repository(), each.tag(), each.sum(), Purl.of(each)));
    manifest
        .linked()
        .forEach(each -> expected.part(each.name(), each.version(), "", Purl.of(each)));
    return expected.sorted();
  }

  static List<String> cycloneDx(JsonNode document) {
    SbomReader found = new SbomReader();
    for (JsonNode each : document.path("components")) {
      String sum = each.at("/hashes/0/content").asText();
      if (each.path("type").asText().equals("file")) {
        found.file(each.path("bom-ref").asText(), sum);
      } else {
        found.part(
            each.path("name").asText(),
            each.path("version").asText(),
            sum,
            each.path("purl").asText());
      }
    }
    return found.sorted();
  }

  static List<String> spdx(JsonNode document) {
    SbomReader found = new SbomReader();
    for (JsonNode each : document.path("packages")) {
      if (!each.path("SPDXID").asText().equals("SPDXRef-Image")) {
        found.part(
            each.path("name").asText(),
            each.path("versionInfo").asText(),
            sha256(each),
            each.at("/externalRefs/0/referenceLocator").asText());
      }
    }
    for (JsonNode each : document.path("files")) {
      found.file(each.path("fileName").asText().replaceFirst("^\\./", ""), sha256(each));
    }
    return found.sorted();
  }

  private void file(String path, String sum) {
    lines.add("file " + sum + " " + path);
  }

  private void part(String name, String version, String sum, String purl) {
    lines.add(String.join(" ", "part", name, version, sum, purl));
  }

  private List<String> sorted() {
    return lines.stream().sorted().toList();
  }

  private static String sha256(JsonNode of) {
    for (JsonNode sum : of.path("checksums")) {
      if (sum.path("algorithm").asText().equals("SHA256")) {
        return sum.path("checksumValue").asText();
      }
    }
    return "";
  }
}
