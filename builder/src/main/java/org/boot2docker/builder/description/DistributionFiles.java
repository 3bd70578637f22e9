package org.boot2docker.builder.description;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.boot2docker.formats.file.InputFile;

/** Reads what something compiled from source is changed by. */
final class DistributionFiles {
  private static final String PATCH = ".patch";

  /** Far more than the patches of a distribution's kernel. */
  private static final int MOST_BYTES = 64 << 20;

  private DistributionFiles() {}

  /** The patches in a directory, by name; files with another ending are for people. */
  static List<DistributionFile> patches(Path directory) throws IOException {
    List<DistributionFile> patches = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(PATCH)).sorted().toList()) {
        patches.add(read(file));
      }
    }
    return patches;
  }

  /** The same files, in which the second of a name has another one, by which it is known. */
  static List<DistributionFile> numbered(List<DistributionFile> files) {
    Map<String, Integer> counts = new HashMap<>();
    List<DistributionFile> numbered = new ArrayList<>();
    for (DistributionFile file : files) {
      int count = counts.merge(file.name(), 1, Integer::sum);
      String name = count == 1 ? file.name() : file.name() + " (" + count + ")";
      numbered.add(new DistributionFile(name, file.text()));
    }
    return numbered;
  }

  /**
   * A file, known by its name and that of its folder: where on this machine that lies must not get
   * into an image.
   */
  static DistributionFile read(Path file) throws IOException {
    Path named = file.toAbsolutePath().normalize();
    String folder = named.getName(Math.max(0, named.getNameCount() - 2)).toString();
    String name = folder + "/" + named.getFileName();
    return new DistributionFile(
        name, new String(InputFile.bytes(file, MOST_BYTES), StandardCharsets.ISO_8859_1));
  }
}
