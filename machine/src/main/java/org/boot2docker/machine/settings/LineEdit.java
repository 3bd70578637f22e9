package org.boot2docker.machine.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.ConfigText.Item;
import org.boot2docker.machine.settings.ConfigText.Span;

/** Changes values in a settings file that has lines for each key. Comments stay where they are. */
final class LineEdit {
  /** What is behind the value in a comment that shows a key. */
  private static final Pattern BEHIND = Pattern.compile("\\s+#.*$");

  private final ConfigText old;
  private final List<String> lines;
  private final Map<Integer, YamlComment> comments = new HashMap<>();

  LineEdit(ConfigText old) {
    this.old = old;
    this.lines = new ArrayList<>(old.text().lines().toList());
    YamlComment.of(old.text()).forEach(comment -> comments.put(comment.line(), comment));
  }

  private record Change(Span span, List<String> lines) {}

  /** The text with these values of keys; none for the default. */
  String with(Map<ConfigKey, List<String>> values) throws MachineException {
    Map<ConfigKey, Span> spans = old.spans();
    List<Change> changes = new ArrayList<>();
    values.forEach(
        (key, wanted) -> {
          Span span = spans.getOrDefault(key, shown(key));
          changes.add(new Change(span, changed(span, key, wanted)));
        });
    // From the end, so that the earlier lines keep their numbers.
    changes.sort(Comparator.comparingInt((Change change) -> change.span().first()).reversed());
    for (Change change : changes) {
      List<String> range = lines.subList(change.span().first(), change.span().last() + 1);
      range.clear();
      range.addAll(change.lines());
    }
    return String.join("\n", lines) + "\n";
  }

  /** The line that shows the key as a comment; behind all others when there is none. */
  private Span shown(ConfigKey key) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.matches("# ?" + key.key() + ":.*") && isSetting(line.substring(1).strip())) {
        return new Span(i, i, 0, 0, List.of());
      }
    }
    return new Span(lines.size(), lines.size() - 1, 0, 0, List.of());
  }

  /** And no sentence of somebody's that begins with a key. */
  private boolean isSetting(String line) {
    try {
      new ConfigText(old.label(), line, old.folder()).settings();
      return true;
    } catch (MachineException e) {
      return false;
    }
  }

  /** What comes in the place of a span: the comment behind an item goes with it only. */
  private List<String> changed(Span span, ConfigKey key, List<String> wanted) {
    List<String> fresh = ConfigWriter.lines(key, wanted);
    List<String> changed = new ArrayList<>();
    changed.add(fresh.get(0) + commentBehind(span.first()));
    Map<String, List<String>> kept = new HashMap<>();
    int next = span.first() + 1;
    for (Item item : span.items()) {
      if (fresh.size() > 1 && wanted.contains(item.value())) {
        kept.put(item.value(), lines.subList(next, item.last() + 1));
      } else {
        changed.addAll(comments(next, item.last(), true));
      }
      next = item.last() + 1;
    }
    changed.addAll(comments(next, span.last(), false));
    String indent = " ".repeat(span.items().isEmpty() ? 2 : span.items().get(0).indent());
    for (int i = 1; i < fresh.size(); i++) {
      List<String> own = kept.remove(wanted.get(i - 1));
      changed.addAll(own == null ? List.of(indent + fresh.get(i).strip()) : own);
    }
    return changed;
  }

  private List<String> comments(int first, int last, boolean alone) {
    return comments.values().stream()
        .filter(each -> each.line() >= first && each.line() <= last)
        .filter(each -> each.alone() || !alone)
        .sorted(Comparator.comparingInt(YamlComment::line))
        .map(each -> each.alone() ? each.text() : "  " + each.text().strip())
        .toList();
  }

  /** Also that behind the value in a comment that shows a key. */
  private String commentBehind(int line) {
    YamlComment comment = comments.get(line);
    if (comment == null || !comment.alone()) {
      return comment == null ? "" : comment.text();
    }
    Matcher behind = BEHIND.matcher(comment.text());
    return behind.find() ? behind.group() : "";
  }
}
