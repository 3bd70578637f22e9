package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a release has, and what changed since the one before.
 *
 * @param index the release
 * @param versions of the components that users ask for, by image
 * @param changes since the release before; empty when there is none
 */
record ReleaseNotes(
    ReleaseIndex index, Map<String, Map<String, String>> versions, List<ImageDiff> changes) {
  static final String FILE = "NOTES.md";

  /** How many changes of a kind are listed; all are in the JSON of {@code diff}. */
  static final int MOST = 60;

  /** Packages whose versions users ask for, as far as an image has them. */
  private static final List<String> COMPONENTS =
      List.of(
          "docker.io",
          "docker-ce",
          "docker-cli",
          "containerd",
          "containerd.io",
          "runc",
          "docker-buildx",
          "docker-compose",
          "busybox",
          "openssh-server",
          "iptables",
          "e2fsprogs",
          "libc6");

  static ReleaseNotes of(ReleaseIndex index, Path folder, Optional<Path> previous)
      throws IOException {
    Map<String, Map<String, String>> versions = new java.util.LinkedHashMap<>();
    for (ReleasedImage image : index.images()) {
      DiffSubject subject = DiffSubject.of(folder, image);
      Map<String, String> found = new java.util.LinkedHashMap<>();
      found.put("Linux", image.kernel());
      for (String name : COMPONENTS) {
        String version = subject.packages().getOrDefault(name, "");
        if (!version.isEmpty()) {
          found.put(name, version);
        }
      }
      versions.put(image.name(), found);
    }
    List<ImageDiff> changes =
        previous.isPresent() ? ImageDiff.of(previous.get(), folder) : List.of();
    return new ReleaseNotes(index, versions, changes);
  }

  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# boot2docker " + index.version());
    lines.add("");
    versions.forEach(
        (image, components) -> {
          lines.add("## " + image);
          lines.add("");
          components.forEach((name, version) -> lines.add("- " + name + " " + version));
          lines.add("");
        });
    for (ImageDiff diff : changes) {
      lines.add("## Changes of " + diff.after() + " since " + diff.before());
      lines.add("");
      lines.addAll(new DiffPrinter(diff, MOST).markdown());
    }
    while (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return String.join("\n", lines) + "\n";
  }
}
