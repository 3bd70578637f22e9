package org.boot2docker.builder.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.release.ImageDiff.Change;
import org.boot2docker.formats.text.Markup;

/** Differences for people, as text, Markdown or HTML. */
public final class DiffPrinter {
  private final ImageDiff diff;
  private final int most;

  /**
   * Prints a difference.
   *
   * @param most how many lines a list may have; what is left out is counted
   */
  public DiffPrinter(ImageDiff diff, int most) {
    this.diff = diff;
    this.most = most;
  }

  private Map<String, List<Change>> sections() {
    Map<String, List<Change>> sections = new LinkedHashMap<>();
    sections.put("Versions", diff.facts());
    sections.put("Packages", diff.packages());
    sections.put("Sizes in bytes", diff.sizes());
    sections.put("Kernel parameters", diff.parameters());
    sections.put("Kernel options", diff.options());
    sections.put("Files", diff.files());
    return sections;
  }

  /** Lines for a terminal. */
  public List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(diff.before() + " -> " + diff.after());
    sections()
        .forEach(
            (title, changes) -> {
              if (!changes.isEmpty()) {
                lines.add(title + ": " + changes.size());
                shortened(changes).forEach(change -> lines.add("  " + line(change)));
                leftOut(changes, "  ", lines);
              }
            });
    if (diff.isEmpty()) {
      lines.add("No difference.");
    }
    notCompared().ifPresent(lines::add);
    return lines;
  }

  private Optional<String> notCompared() {
    return diff.unknown().isEmpty()
        ? Optional.empty()
        : Optional.of("Not compared, since only one has it: " + String.join(", ", diff.unknown()));
  }

  /** The same as Markdown, from headings of the third level on. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>();
    sections()
        .forEach(
            (title, changes) -> {
              if (!changes.isEmpty()) {
                lines.add("### " + title);
                lines.add("");
                shortened(changes).forEach(change -> lines.add("- " + line(change)));
                leftOut(changes, "- ", lines);
                lines.add("");
              }
            });
    if (diff.isEmpty()) {
      lines.add("No difference.");
      lines.add("");
    }
    return lines;
  }

  /** Tables for a page. */
  String htmlTables() {
    StringBuilder html = new StringBuilder();
    sections()
        .forEach(
            (title, changes) -> {
              if (!changes.isEmpty()) {
                html.append("<h3>").append(title).append("</h3>\n<table>\n");
                for (Change change : shortened(changes)) {
                  html.append("<tr><td>").append(Markup.escaped(change.name()));
                  html.append("</td><td>").append(Markup.escaped(shown(change.before())));
                  html.append("</td><td>").append(Markup.escaped(shown(change.after())));
                  html.append("</td></tr>\n");
                }
                html.append("</table>\n");
                List<String> more = new ArrayList<>();
                leftOut(changes, "", more);
                more.forEach(line -> html.append("<p>").append(line).append("</p>\n"));
              }
            });
    return diff.isEmpty() ? "<p>No difference.</p>\n" : html.toString();
  }

  /** A page of its own. */
  public static String html(List<ImageDiff> diffs, int most) {
    StringBuilder body = new StringBuilder();
    for (ImageDiff diff : diffs) {
      body.append("<h2>").append(Markup.escaped(diff.before())).append(" → ");
      body.append(Markup.escaped(diff.after())).append("</h2>\n");
      DiffPrinter printer = new DiffPrinter(diff, most);
      body.append(printer.htmlTables());
      printer.notCompared().ifPresent(line -> body.append("<p>").append(line).append("</p>\n"));
    }
    return Html.page("Differences between images", body.toString());
  }

  private List<Change> shortened(List<Change> changes) {
    return changes.subList(0, Math.min(most, changes.size()));
  }

  private void leftOut(List<Change> changes, String indent, List<String> lines) {
    if (changes.size() > most) {
      lines.add(indent + "and " + (changes.size() - most) + " more");
    }
  }

  private static String line(Change change) {
    if (change.before().isEmpty()) {
      return change.name() + " is new: " + shown(change.after());
    }
    if (change.after().isEmpty()) {
      return change.name() + " is gone: " + shown(change.before());
    }
    return change.name() + ": " + shown(change.before()) + " -> " + shown(change.after());
  }

  /** Of a sum the first digits tell as much to people. */
  private static String shown(String value) {
    return value.replaceAll("\\b([0-9a-f]{12})[0-9a-f]{52}\\b", "$1");
  }
}
