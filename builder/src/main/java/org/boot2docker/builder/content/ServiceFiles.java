package org.boot2docker.builder.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.service.Problem;
import org.boot2docker.formats.service.ServiceSet;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Checks the image's service files as init reads them. A mistake in one would show only when the
 * image has booted, perhaps as a service that never starts.
 */
public final class ServiceFiles {
  private static final String DIRECTORY = GuestPaths.inArchive(GuestPaths.SERVICES);

  private ServiceFiles() {}

  /**
   * Checks them all.
   *
   * @throws BuildException that names file, line and mistake of each problem, with the file's path
   *     in the image, which is also that in an overlay
   */
  public static void check(FileTree tree) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      boolean inside = entry.getKey().startsWith(DIRECTORY + "/");
      if (inside && entry.getValue() instanceof RegularFile file) {
        String text = new String(file.content().bytes(), StandardCharsets.UTF_8);
        texts.put(entry.getKey().substring(DIRECTORY.length() + 1), text);
      }
    }
    List<Problem> problems = ServiceSet.of(texts).problems();
    if (!problems.isEmpty()) {
      throw new BuildException(
          problems.stream()
              .map(problem -> DIRECTORY + "/" + problem)
              .collect(Collectors.joining("; ")));
    }
  }
}
