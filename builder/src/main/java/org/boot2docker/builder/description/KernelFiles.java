package org.boot2docker.builder.description;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.builder.BuildException;

/** Reads what a kernel from source is changed by. */
final class KernelFiles {
  private static final String PATCH = ".patch";

  private KernelFiles() {}

  /** The patches in a directory, by name; files with another ending are for people. */
  static List<KernelFile> patches(Path directory) throws IOException {
    List<KernelFile> patches = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(PATCH)).sorted().toList()) {
        patches.add(read(file, directory.getFileName() + "/" + file.getFileName()));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new BuildException(
          "base.patches names "
              + directory
              + ", which is not a directory: create it (it may be empty)",
          e);
    }
    return patches;
  }

  /** A file, known by a name. */
  static KernelFile read(Path file, String name) throws IOException {
    try {
      return new KernelFile(name, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      throw new BuildException(
          file + " is missing: create it, or remove it from base.fragments", e);
    }
  }
}
