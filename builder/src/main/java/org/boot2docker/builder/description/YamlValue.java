package org.boot2docker.builder.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.text.NearNames;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a YAML document that knows where it stands, so that an error can say so.
 *
 * @param key the way to the value, as in {@code rootfs.packages}
 * @param node the value
 */
record YamlValue(String key, Node node) {

  /** The label of the file that the value is written in. */
  String file() {
    return node.getStartMark().map(Mark::getName).orElse("");
  }

  /** Whether this has keys. */
  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Whether this has elements. */
  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** A text that stands where this value does. */
  YamlValue withText(String text) {
    return new YamlValue(
        key,
        new ScalarNode(
            Tag.STR, true, text, ScalarStyle.PLAIN, node.getStartMark(), node.getEndMark()));
  }

  /** This mapping without one of its keys. */
  YamlValue without(String name) throws BuildException {
    Map<String, YamlValue> left = new LinkedHashMap<>(map());
    left.remove(name);
    return withEntries(left);
  }

  /** A mapping that stands where this one does. */
  YamlValue withEntries(Map<String, YamlValue> entries) {
    List<NodeTuple> tuples = new ArrayList<>();
    entries.forEach(
        (name, value) ->
            tuples.add(
                new NodeTuple(
                    new ScalarNode(
                        Tag.STR,
                        true,
                        name,
                        ScalarStyle.PLAIN,
                        value.node.getStartMark(),
                        value.node.getEndMark()),
                    value.node)));
    return new YamlValue(
        key,
        new MappingNode(
            Tag.MAP, true, tuples, FlowStyle.BLOCK, node.getStartMark(), node.getEndMark()));
  }

  /** A list that stands where this value does. */
  YamlValue withElements(List<YamlValue> elements) {
    List<Node> nodes = elements.stream().map(YamlValue::node).toList();
    return new YamlValue(
        key,
        new SequenceNode(
            Tag.SEQ, true, nodes, FlowStyle.BLOCK, node.getStartMark(), node.getEndMark()));
  }

  /** The entries of a mapping, in the order of the file. */
  Map<String, YamlValue> map() throws BuildException {
    if (!(node instanceof MappingNode mapping)) {
      throw error("must be a mapping (key: value)");
    }
    Map<String, YamlValue> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = new YamlValue(key, tuple.getKeyNode()).text();
      String path = key.isEmpty() ? name : key + "." + name;
      if (values.put(name, new YamlValue(path, tuple.getValueNode())) != null) {
        throw new YamlValue(path, tuple.getKeyNode()).error("is given twice");
      }
    }
    return values;
  }

  /** A mapping whose keys are all declared. */
  Fields fields(Section section) throws BuildException {
    Map<String, YamlValue> values = map();
    List<String> known = section.keys().stream().map(Key::name).toList();
    for (Map.Entry<String, YamlValue> value : values.entrySet()) {
      if (!known.contains(value.getKey())) {
        List<String> near = NearNames.of(value.getKey(), known.stream());
        throw value
            .getValue()
            .error(
                "is not a known key: "
                    + (near.isEmpty()
                        ? "known are " + String.join(", ", known)
                        : "did you mean " + String.join(" or ", near) + "?"));
      }
    }
    return new Fields(this, section, values);
  }

  /** The elements of a list. */
  List<YamlValue> list() throws BuildException {
    if (!(node instanceof SequenceNode sequence)) {
      throw error("must be a list");
    }
    List<YamlValue> values = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      values.add(new YamlValue(key + "[" + values.size() + "]", element));
    }
    return values;
  }

  /** A list of texts. */
  List<String> texts() throws BuildException {
    List<String> texts = new ArrayList<>();
    for (YamlValue value : list()) {
      texts.add(value.text());
    }
    return List.copyOf(texts);
  }

  /** A mapping from text to text. */
  Map<String, String> textMap() throws BuildException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> entry : map().entrySet()) {
      texts.put(entry.getKey(), entry.getValue().text());
    }
    return texts;
  }

  /** A scalar as it is written. */
  String text() throws BuildException {
    if (!(node instanceof ScalarNode scalar)) {
      throw error("must be a text");
    }
    return scalar.getValue();
  }

  /** An error that names file, line and key. */
  BuildException error(String problem) {
    return place().error(problem);
  }

  /** Where this is written. */
  Place place() {
    String line = node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    return new Place(file() + line + ": " + (key.isEmpty() ? "the file" : key));
  }

  /** The entries of a mapping with known keys. */
  record Fields(YamlValue owner, Section section, Map<String, YamlValue> values) {

    /** A value that may be missing. */
    Optional<YamlValue> find(String name) {
      declared(name);
      return Optional.ofNullable(values.get(name));
    }

    /** A value that must be there, or that has a default. */
    YamlValue get(String name) throws BuildException {
      Key key = declared(name);
      YamlValue value = values.get(name);
      if (value != null) {
        return value;
      } else if (key.need() instanceof Key.Need.Default standard) {
        return owner.standard(name, standard.yaml());
      }
      throw owner.error("needs the key " + name);
    }

    /** A mapping that must be there, or that has a default, with known keys. */
    Fields fields(String name) throws BuildException {
      return get(name).fields(section.in(name));
    }

    /** A text that is one of those that are declared. */
    String choice(String name) throws BuildException {
      YamlValue value = get(name);
      List<String> choices = declared(name).choices();
      if (!choices.contains(value.text())) {
        throw value.error("must be one of " + String.join(", ", choices));
      }
      return value.text();
    }

    private Key declared(String name) {
      return section
          .find(name)
          .orElseThrow(() -> new IllegalArgumentException(name + " is not declared"));
    }
  }

  /** A value that is not written, but holds, where this mapping stands. */
  private YamlValue standard(String name, String yaml) {
    Node standard = new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow();
    String path = key.isEmpty() ? name : key + "." + name;
    if (standard instanceof ScalarNode scalar) {
      return new YamlValue(path, node).withText(scalar.getValue());
    }
    return new YamlValue(path, standard);
  }
}
