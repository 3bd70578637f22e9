package org.boot2docker.builder.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;

/** Takes from bills of materials what can be compared: files with sums, packages by sum. */
final class SbomReader {
  private SbomReader() {}

  /** What bills of materials of an image have to say. */
  static SortedMap<String, String> expected(Manifest manifest, List<ImageFile> files) {
    SortedMap<String, String> expected = new TreeMap<>();
    files.forEach(file -> expected.put(file.in() + "/" + file.path(), file.sha256()));
    manifest.packages().forEach(each -> expected.put(each.sha256(), each.name()));
    return expected;
  }

  static SortedMap<String, String> cycloneDx(JsonNode document) {
    SortedMap<String, String> found = new TreeMap<>();
    for (JsonNode each : document.path("components")) {
      String sum = each.at("/hashes/0/content").asText();
      if (each.path("type").asText().equals("file")) {
        found.put(each.path("bom-ref").asText(), sum);
      } else {
        found.put(sum, each.path("name").asText());
      }
    }
    return found;
  }

  static SortedMap<String, String> spdx(JsonNode document) {
    SortedMap<String, String> found = new TreeMap<>();
    for (JsonNode each : document.path("packages")) {
      if (!each.path("SPDXID").asText().equals("SPDXRef-Image")) {
        found.put(sha256(each), each.path("name").asText());
      }
    }
    for (JsonNode each : document.path("files")) {
      found.put(each.path("fileName").asText().replaceFirst("^\\./", ""), sha256(each));
    }
    return found;
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
