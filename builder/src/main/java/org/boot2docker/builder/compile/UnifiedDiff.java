package org.boot2docker.builder.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.step.BuildException;

/**
 * A patch: unified diffs of one or more files as {@code diff -u} and git write them. What is before
 * the first {@code ---} of a file is for people.
 */
final class UnifiedDiff {
  private static final Pattern HUNK =
      Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");
  private static final String OLD = "--- ";
  private static final String NEW = "+++ ";
  private static final String GIT = "diff --git ";

  /** What else git writes: nothing that lines of text can say. */
  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "rename from .*|copy from .*|GIT binary patch|Binary files .* differ"
              + "|(old|new) mode \\d{6}|new file mode (?!100644)\\d{6}");

  private static final String NO_NEWLINE = "\\ No newline at end of file";

  private final DistributionFile file;
  private final List<String> lines;
  private int at;

  private UnifiedDiff(DistributionFile file) {
    this.file = file;
    List<String> all = new ArrayList<>(List.of(file.text().split("\n", -1)));
    if (all.get(all.size() - 1).isEmpty()) {
      all.remove(all.size() - 1);
    }
    this.lines = all;
  }

  /**
   * The change of one file.
   *
   * @param oldPath as written, {@code /dev/null} for a new file
   * @param newPath as written, {@code /dev/null} for a file that goes away
   * @param line of the patch where it begins, from 1
   * @param hunks in their order
   */
  record FileChange(String oldPath, String newPath, int line, List<Hunk> hunks) {}

  /**
   * Some lines that are replaced.
   *
   * @param start the first line of the old file, from 1; 0 for a file without lines
   * @param line of the patch where it begins, from 1
   * @param before the old lines, each with its line end if it has one
   * @param after the new lines
   */
  record Hunk(int start, int line, List<String> before, List<String> after) {}

  /**
   * Reads a patch.
   *
   * @throws BuildException with file and line when it is not one, is cut off, or does what we
   *     don't: rename, copy, change modes or binary content
   */
  static List<FileChange> parse(DistributionFile file) throws BuildException {
    return new UnifiedDiff(file).changes();
  }

  private List<FileChange> changes() throws BuildException {
    List<FileChange> changes = new ArrayList<>();
    OptionalInt announced = OptionalInt.empty();
    while (at < lines.size()) {
      String line = lines.get(at);
      if (UNSUPPORTED.matcher(line).matches()) {
        throw error(
            at, "only changes of text files are supported: leave this file out of the patch");
      }
      if (line.startsWith(GIT)) {
        requireNone(announced);
        announced = OptionalInt.of(at);
      }
      if (line.startsWith(OLD) && at + 1 < lines.size() && lines.get(at + 1).startsWith(NEW)) {
        changes.add(change());
        announced = OptionalInt.empty();
      } else if (line.startsWith("@@ ")) {
        throw error(at, "a hunk without the names of its file");
      } else {
        at++;
      }
    }
    requireNone(announced);
    if (changes.isEmpty()) {
      throw error(0, "not a unified diff");
    }
    return changes;
  }

  private void requireNone(OptionalInt announced) throws BuildException {
    if (announced.isPresent()) {
      throw error(
          announced.getAsInt(),
          "names a file, but no hunk follows: remove this file from the patch");
    }
  }

  private FileChange change() throws BuildException {
    int start = at;
    String oldPath = path(lines.get(at++));
    String newPath = path(lines.get(at++));
    List<Hunk> hunks = new ArrayList<>();
    while (at < lines.size() && lines.get(at).startsWith("@@ ")) {
      hunks.add(hunk());
    }
    if (hunks.isEmpty()) {
      throw error(start, "names a file, but no hunk follows");
    }
    return new FileChange(oldPath, newPath, start + 1, hunks);
  }

  /** The name ends at a tab, after which diff writes a time. */
  private static String path(String line) {
    String name = line.substring(OLD.length());
    int tab = name.indexOf('\t');
    return tab < 0 ? name.stripTrailing() : name.substring(0, tab);
  }

  private Hunk hunk() throws BuildException {
    int start = at;
    Matcher head = HUNK.matcher(lines.get(at++));
    if (!head.matches()) {
      throw error(start, "not the head of a hunk");
    }
    int oldLeft = count(head.group(2));
    int newLeft = count(head.group(4));
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    while (oldLeft > 0 || newLeft > 0 || isNoNewline()) {
      if (at == lines.size()) {
        throw error(at - 1, "the hunk of line " + (start + 1) + " is incomplete");
      }
      String line = lines.get(at++);
      // Mail programs drop the blank of an empty line.
      char kind = line.isEmpty() ? ' ' : line.charAt(0);
      String text = (line.isEmpty() ? "" : line.substring(1)) + (isNoNewline() ? "" : "\n");
      if (kind == ' ' || kind == '-') {
        before.add(text);
        oldLeft--;
      }
      if (kind == ' ' || kind == '+') {
        after.add(text);
        newLeft--;
      }
      if (" -+".indexOf(kind) < 0 || oldLeft < 0 || newLeft < 0) {
        throw error(at - 1, "does not fit the hunk of line " + (start + 1));
      }
      if (isNoNewline()) {
        at++;
      }
    }
    return new Hunk(Integer.parseInt(head.group(1)), start + 1, before, after);
  }

  private boolean isNoNewline() {
    return at < lines.size() && lines.get(at).equals(NO_NEWLINE);
  }

  private static int count(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 1 : Integer.parseInt(digits);
  }

  private BuildException error(int line, String problem) {
    return new BuildException(file.name() + ":" + (line + 1) + ": " + problem);
  }
}
