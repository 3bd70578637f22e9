package org.boot2docker.builder.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.boot2docker.builder.step.GuestPrograms;
import org.boot2docker.contract.Architecture;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.Manifest;

/** The guest's own native programs at their places in the image. */
public final class ProgramFiles {
  private static final Map<String, String> PATHS =
      Map.of(
          "init", GuestPaths.INIT,
          // In a directory that only dockerd searches for programs; all others get the real one.
          "iptables", GuestPaths.LIBRARY + "/bin/iptables",
          "tls", GuestPaths.LIBRARY + "/tls");

  private ProgramFiles() {}

  /**
   * All of them.
   *
   * @throws IOException when there are no programs for the architecture
   */
  public static FileTree of(GuestPrograms programs, Architecture architecture) throws IOException {
    FileTree tree = new FileTree();
    for (Map.Entry<String, String> each : PATHS.entrySet()) {
      try (InputStream in = programs.open(each.getKey(), architecture)) {
        Content content = Content.of(in.readAllBytes());
        tree.put(
            GuestPaths.inArchive(each.getValue()), new RegularFile(Attributes.EXECUTABLE, content));
      }
    }
    return tree;
  }

  /**
   * What is linked into them, by their places in the image.
   *
   * @throws IOException when there are no programs for the architecture
   */
  public static List<Manifest.Linked> linked(GuestPrograms programs, Architecture architecture)
      throws IOException {
    return programs.linked(architecture).stream()
        .map(
            each ->
                new Manifest.Linked(
                    each.name(),
                    each.version(),
                    each.programs().stream().map(ProgramFiles::place).sorted().toList()))
        .toList();
  }

  private static String place(String program) {
    return GuestPaths.inArchive(Objects.requireNonNull(PATHS.get(program)));
  }
}
