package org.boot2docker.builder.step;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * The components of a record as names and texts. Every component counts, and those of the records
 * in it, but for those that are {@link Uncounted} by their type. A value of a type that is not
 * known here is refused, so that nothing can be left out.
 *
 * <p>Packages, links and files have a name of their own each, so that a reason for people can say
 * which one changed.
 */
final class InputValues {

  /** Longer texts are kept as their sums. */
  private static final int LONGEST = 100;

  private final TreeMap<String, String> values = new TreeMap<>();

  private InputValues() {}

  static SortedMap<String, String> of(Record inputs) throws IOException {
    InputValues all = new InputValues();
    for (Map.Entry<String, Object> component : components(inputs).entrySet()) {
      all.add(component.getKey(), component.getValue());
    }
    return all.values;
  }

  private void add(String name, Object value) throws IOException {
    if (value instanceof Keyed result) {
      put(name, result.key());
    } else if (value instanceof FileTree tree) {
      for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
        put(name + " " + entry.getKey(), node(entry.getValue()));
      }
    } else if (value instanceof Record part) {
      put(name, part.getClass().getSimpleName());
      for (Map.Entry<String, Object> component : components(part).entrySet()) {
        add(name + "." + component.getKey(), component.getValue());
      }
    } else if (value instanceof SortedMap<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        put(name + "." + entry.getKey(), text(name, entry.getValue()));
      }
    } else if (value instanceof List<?> list && hasNames(list)) {
      for (Object element : list) {
        put(name + "." + label(element).orElseThrow(), text(name, element));
      }
      put(StepInputs.ORDER + name, labels(list).toString());
    } else {
      put(name, text(name, value));
    }
  }

  private void put(String name, String value) {
    String escaped = name.replace("%", "%25").replace("=", "%3D").replace("\n", "%0A");
    if (values.put(escaped, value.length() > LONGEST ? Sha256.of(value) : value) != null) {
      throw new IllegalArgumentException("the input " + name + " is there twice");
    }
  }

  /** A value on one line; two values that differ have different texts. */
  private static String text(String name, Object value) throws IOException {
    if (value instanceof String text) {
      return quoted(text);
    } else if (value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Instant
        || value instanceof Duration) {
      return value.toString();
    } else if (value instanceof Keyed result) {
      return quoted(result.key());
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    } else if (value instanceof Optional<?> optional) {
      return optional.isEmpty() ? "nothing" : text(name, optional.get());
    } else if (value instanceof Record part) {
      return part.getClass().getSimpleName() + texts(name, components(part));
    } else if (value instanceof SortedMap<?, ?> map) {
      return texts(name, map);
    } else if (value instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      for (Object element : list) {
        texts.add(text(name, element));
      }
      return texts.toString();
    }
    throw new IllegalArgumentException(
        "the input "
            + name
            + " is a "
            + value.getClass().getName()
            + ", which has no text: add its type to "
            + InputValues.class.getSimpleName());
  }

  private static String texts(String name, Map<?, ?> values) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      texts.add(quoted(String.valueOf(entry.getKey())) + ": " + text(name, entry.getValue()));
    }
    return "{" + String.join(", ", texts) + "}";
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
        + '"';
  }

  private static String node(Node node) throws IOException {
    String attributes = node.attributes() + " ";
    if (node instanceof RegularFile file) {
      try (InputStream in = file.content().open()) {
        return attributes + Sha256.of(in);
      }
    } else if (node instanceof SymbolicLink link) {
      return attributes + "to " + quoted(link.target());
    } else if (node instanceof DeviceNode device) {
      return attributes + device.kind() + " " + device.major() + ":" + device.minor();
    }
    return attributes + "directory";
  }

  private static boolean hasNames(List<?> list) {
    List<String> labels = labels(list);
    return !list.isEmpty()
        && labels.size() == list.size()
        && labels.stream().distinct().count() == labels.size();
  }

  private static List<String> labels(List<?> list) {
    return list.stream().map(InputValues::label).flatMap(Optional::stream).toList();
  }

  /** The name of a record that has one: its first component. */
  private static Optional<String> label(Object element) {
    if (!(element instanceof Record part)) {
      return Optional.empty();
    }
    return components(part).entrySet().stream()
        .findFirst()
        .filter(first -> first.getKey().equals("name") || first.getKey().equals("names"))
        .map(Map.Entry::getValue)
        .map(
            name ->
                name instanceof List<?> names
                    ? names.stream().map(String::valueOf).collect(Collectors.joining(" | "))
                    : String.valueOf(name));
  }

  private static Map<String, Object> components(Record part) {
    Map<String, Object> components = new LinkedHashMap<>();
    for (RecordComponent component : part.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        Object value = component.getAccessor().invoke(part);
        if (!(value instanceof Uncounted)) {
          components.put(component.getName(), value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " can't be read", e);
      }
    }
    return components;
  }
}
