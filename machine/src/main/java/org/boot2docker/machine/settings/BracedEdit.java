package org.boot2docker.machine.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.ConfigText.Span;

/**
 * Changes values in a settings file that is in braces. They are put in the places of the old ones,
 * so that everything around them stays, comments too.
 */
record BracedEdit(ConfigText old) {

  /** Something in the place of some characters of the text. */
  private record Splice(int from, int to, String text) {}

  /**
   * The text with these values of keys, none for the default; nothing when there is no place for
   * them, or a comment in the place of one.
   */
  Optional<String> with(Map<ConfigKey, List<String>> values) throws MachineException {
    Map<ConfigKey, Span> spans = old.spans();
    List<Splice> splices = new ArrayList<>();
    StringBuilder added = new StringBuilder();
    values.forEach(
        (key, wanted) -> {
          Span span = spans.get(key);
          if (span == null) {
            added.append(", ").append(key.key()).append(": ").append(value(key, wanted));
          } else {
            // A key without a value may have no blank behind its colon.
            String blank = span.from() == span.to() ? " " : "";
            splices.add(new Splice(span.from(), span.to(), blank + value(key, wanted)));
          }
        });
    OptionalInt end = spans.values().stream().mapToInt(Span::to).max();
    if (end.isEmpty() || hidesComment(splices)) {
      return Optional.empty();
    }
    splices.add(new Splice(end.getAsInt(), end.getAsInt(), added.toString()));
    // From the end, so that the earlier places stay.
    splices.sort(Comparator.comparingInt(Splice::from).reversed());
    StringBuilder text = new StringBuilder(old.text());
    splices.forEach(each -> text.replace(each.from(), each.to(), each.text()));
    return Optional.of(text.toString());
  }

  private boolean hidesComment(List<Splice> splices) {
    return YamlComment.of(old.text()).stream()
        .anyMatch(
            comment ->
                splices.stream()
                    .anyMatch(
                        each -> comment.index() >= each.from() && comment.index() < each.to()));
  }

  private static String value(ConfigKey key, List<String> values) {
    if (values.isEmpty()) {
      return "null";
    }
    return key.isList()
        ? values.stream().map(ConfigWriter::scalar).collect(Collectors.joining(", ", "[", "]"))
        : ConfigWriter.scalar(values.get(0));
  }
}
