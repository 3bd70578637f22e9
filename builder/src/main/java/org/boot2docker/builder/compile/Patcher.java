package org.boot2docker.builder.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.boot2docker.builder.compile.UnifiedDiff.FileChange;
import org.boot2docker.builder.compile.UnifiedDiff.Hunk;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.step.BuildException;

/**
 * Applies patches to a tree of sources: exactly where they say, without the guessing of patch(1). A
 * patch that no longer fits must be redone by hand.
 */
public final class Patcher {
  private static final String NOTHING = "/dev/null";

  private final Path root;

  /** Patches of the files below a directory. */
  public Patcher(Path root) {
    this.root = root;
  }

  /**
   * Applies a patch whose paths begin with {@code a/} and {@code b/}.
   *
   * @throws BuildException with the patch's file and line when it doesn't fit
   */
  public void apply(DistributionFile patch) throws IOException {
    for (FileChange change : UnifiedDiff.parse(patch)) {
      apply(patch, change);
    }
  }

  private void apply(DistributionFile patch, FileChange change) throws IOException {
    boolean isNew = change.oldPath().equals(NOTHING);
    boolean goes = change.newPath().equals(NOTHING);
    Path file = resolve(patch, change, goes ? change.oldPath() : change.newPath());
    if (!isNew && !goes && !stripped(change.oldPath()).equals(stripped(change.newPath()))) {
      throw error(patch, change.line(), "renames " + change.oldPath() + ", which is not supported");
    }
    if (isNew == Files.exists(file)) {
      throw error(
          patch,
          change.line(),
          root.relativize(file) + (isNew ? " exists already" : " is missing"));
    }
    List<String> lines = isNew ? new ArrayList<>() : lines(file);
    List<String> changed = changed(patch, change, lines, root.relativize(file));
    if (goes) {
      if (!changed.isEmpty()) {
        throw error(patch, change.line(), root.relativize(file) + " has lines that would be lost");
      }
      Files.delete(file);
    } else {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, String.join("", changed), StandardCharsets.ISO_8859_1);
    }
  }

  private static List<String> changed(
      DistributionFile patch, FileChange change, List<String> lines, Path name)
      throws BuildException {
    List<String> result = new ArrayList<>();
    int done = 0;
    for (Hunk hunk : change.hunks()) {
      // A hunk without old lines is put behind the line that it names.
      int start = hunk.before().isEmpty() ? hunk.start() : hunk.start() - 1;
      int end = start + hunk.before().size();
      if (start < done || end > lines.size()) {
        throw error(
            patch, hunk.line(), name + " has no lines " + (start + 1) + " to " + end + " here");
      }
      for (int i = start; i < end; i++) {
        String wanted = hunk.before().get(i - start);
        if (!lines.get(i).equals(wanted)) {
          throw error(
              patch,
              hunk.line(),
              name
                  + ":"
                  + (i + 1)
                  + " is '"
                  + lines.get(i).strip()
                  + "', not '"
                  + wanted.strip()
                  + "': make the patch again");
        }
      }
      result.addAll(lines.subList(done, start));
      result.addAll(hunk.after());
      done = end;
    }
    result.addAll(lines.subList(done, lines.size()));
    return result;
  }

  /** The lines with their line ends. */
  private static List<String> lines(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private Path resolve(DistributionFile patch, FileChange change, String path)
      throws BuildException {
    Path file = root.resolve(stripped(path)).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw error(patch, change.line(), path + " is outside the sources");
    }
    return file;
  }

  private static String stripped(String path) {
    return path.substring(path.indexOf('/') + 1);
  }

  private static BuildException error(DistributionFile patch, int line, String problem) {
    return new BuildException(patch.name() + ":" + line + ": " + problem);
  }
}
