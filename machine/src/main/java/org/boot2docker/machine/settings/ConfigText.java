package org.boot2docker.machine.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.text.NearNames;
import org.boot2docker.machine.model.MachineException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A machine's settings as YAML, each problem with its line and column.
 *
 * @param label what the text is called in messages: its file
 * @param text the YAML
 * @param folder where relative paths begin
 */
record ConfigText(String label, String text, Path folder) {

  /**
   * Where a key and its value are.
   *
   * @param first their first line, from 0
   * @param last their last line
   * @param from where in the text the value begins
   * @param to where it has ended
   * @param items of a list that has a line for each
   */
  record Span(int first, int last, int from, int to, List<Item> items) {}

  /**
   * An item of a list.
   *
   * @param value as the settings have it
   * @param last its last line
   * @param indent of its hyphen
   */
  record Item(String value, int last, int indent) {}

  /**
   * The settings.
   *
   * @throws MachineException with line, column and the nearest name when it can't be read
   */
  Settings settings() throws MachineException {
    Settings settings = Settings.none();
    for (Map.Entry<ConfigKey, NodeTuple> entry : entries().entrySet()) {
      ConfigKey key = entry.getKey();
      Node node = entry.getValue().getValueNode();
      Settings before = settings;
      List<String> values = values(key, node);
      try {
        settings = key.put(settings, values, folder);
      } catch (IllegalArgumentException e) {
        throw problem(node.getStartMark(), key.key() + ": " + e.getMessage());
      }
      requireNothingLost(before, settings, entry);
    }
    return settings;
  }

  /** Of disk and disk-size, and of usb and cd, one drops the other; a file must not have both. */
  private void requireNothingLost(
      Settings before, Settings after, Map.Entry<ConfigKey, NodeTuple> entry)
      throws MachineException {
    for (ConfigKey other : ConfigKey.values()) {
      if (other != entry.getKey() && !other.of(before).equals(other.of(after))) {
        throw problem(
            entry.getValue().getKeyNode().getStartMark(),
            "%s and %s exclude each other: remove one"
                .formatted(other.key(), entry.getKey().key()));
      }
    }
  }

  /** Where each key that is set is written. */
  Map<ConfigKey, Span> spans() throws MachineException {
    Map<ConfigKey, Span> spans = new LinkedHashMap<>();
    for (Map.Entry<ConfigKey, NodeTuple> entry : entries().entrySet()) {
      Node value = entry.getValue().getValueNode();
      int first = line(entry.getValue().getKeyNode().getStartMark());
      spans.put(
          entry.getKey(),
          new Span(
              first,
              lastLine(value, first),
              index(value.getStartMark()),
              index(value.getEndMark()),
              items(entry.getKey(), value)));
    }
    return spans;
  }

  private List<Item> items(ConfigKey key, Node node) throws MachineException {
    List<Item> items = new ArrayList<>();
    if (node instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.BLOCK) {
      int indent = list.getStartMark().map(Mark::getColumn).orElse(0);
      for (Node each : list.getValue()) {
        List<String> written = List.of(text(key, each));
        String value = String.join("", key.of(key.put(Settings.none(), written, folder)));
        items.add(new Item(value, lastLine(each, line(each.getStartMark())), indent));
      }
    }
    return items;
  }

  /** Whether all of it is in braces: keys need no lines of their own. */
  boolean isInBraces() throws MachineException {
    return root()
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast)
        .filter(mapping -> mapping.getFlowStyle() == FlowStyle.FLOW)
        .isPresent();
  }

  /** Marks count characters of two units once. */
  private int index(Optional<Mark> mark) {
    return text.offsetByCodePoints(0, mark.map(Mark::getIndex).orElse(0));
  }

  /** A list ends, to the parser, where the next key begins; comments before that are not its. */
  private static int lastLine(Node node, int first) {
    if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
      List<Node> nodes = list.getValue();
      int last = lastLine(nodes.get(nodes.size() - 1), first);
      boolean block = node.getEndMark().map(end -> end.getColumn() == 0).orElse(true);
      return block ? last : Math.max(last, line(node.getEndMark()));
    }
    int end = line(node.getEndMark());
    boolean before = node.getEndMark().map(mark -> mark.getColumn() == 0).orElse(false);
    return Math.max(first, before ? end - 1 : end);
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0);
  }

  private Map<ConfigKey, NodeTuple> entries() throws MachineException {
    Map<ConfigKey, NodeTuple> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : tuples()) {
      ConfigKey key = key(tuple.getKeyNode());
      if (entries.put(key, tuple) != null) {
        throw problem(tuple.getKeyNode().getStartMark(), key.key() + " is there twice: remove one");
      }
    }
    return entries;
  }

  private List<NodeTuple> tuples() throws MachineException {
    Optional<Node> root = root();
    if (root.isEmpty() || root.get().getTag().equals(Tag.NULL)) {
      return List.of();
    }
    if (root.get() instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw problem(
        root.get().getStartMark(), "settings are lines such as 'memory: 4096': write it so");
  }

  private Optional<Node> root() throws MachineException {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(label).build();
      return new Compose(settings).composeString(text);
    } catch (StackOverflowError e) {
      throw new MachineException(
          "%s is nested too deep: correct it, or delete it to begin anew".formatted(label), e);
    } catch (MarkedYamlEngineException e) {
      throw problem(
          e.getProblemMark(),
          "this is not YAML (%s): correct the line, or delete the file to begin anew"
              .formatted(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new MachineException(
          "%s is not YAML (%s): correct it, or delete it to begin anew"
              .formatted(label, String.valueOf(e.getMessage()).replace('\n', ' ')),
          e);
    }
  }

  private ConfigKey key(Node node) throws MachineException {
    String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    Optional<ConfigKey> key = ConfigKey.named(name);
    if (key.isEmpty()) {
      throw problem(node.getStartMark(), unknown(name));
    }
    return key.get();
  }

  /** What to say of a name that no setting has. */
  static String unknown(String name) {
    List<String> near = NearNames.of(name, ConfigKey.names());
    return "'%s' is no setting: %s"
        .formatted(
            name,
            near.isEmpty()
                ? "settings are " + String.join(", ", ConfigKey.names().toList())
                : "did you mean " + String.join(" or ", near) + "?");
  }

  private List<String> values(ConfigKey key, Node node) throws MachineException {
    if (node instanceof SequenceNode list) {
      if (!key.isList()) {
        throw problem(
            node.getStartMark(),
            "%1$s has one value, not a list: write '%1$s: %2$s'"
                .formatted(key.key(), key.example()));
      }
      List<String> values = new ArrayList<>();
      for (Node each : list.getValue()) {
        values.add(text(key, each));
      }
      return values;
    }
    return node.getTag().equals(Tag.NULL) ? List.of() : List.of(text(key, node));
  }

  private String text(ConfigKey key, Node node) throws MachineException {
    if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw problem(
        node.getStartMark(), key.key() + ": a value is no text: write it in quotation marks");
  }

  private MachineException problem(Optional<Mark> mark, String what) {
    String place = mark.map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("");
    return new MachineException(label + place + ": " + what);
  }
}
