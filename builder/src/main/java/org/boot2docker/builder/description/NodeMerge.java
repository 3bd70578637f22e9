package org.boot2docker.builder.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.step.BuildException;

/**
 * Lays one mapping over another. Mappings are merged key by key; lists and texts replace what is
 * below them; {@code +key} adds elements to a list, {@code -key} takes elements out of a list or
 * keys out of a mapping.
 */
final class NodeMerge {

  private NodeMerge() {}

  /** A mapping with another one over it. */
  static YamlValue over(YamlValue below, YamlValue above) throws BuildException {
    Map<String, YamlValue> values = new LinkedHashMap<>(below.map());
    for (Map.Entry<String, YamlValue> entry : above.map().entrySet()) {
      String key = entry.getKey();
      YamlValue value = entry.getValue();
      if (key.startsWith("+")) {
        String name = key.substring(1);
        values.put(name, values.containsKey(name) ? joined(values.get(name), value) : value);
      } else if (key.startsWith("-")) {
        String name = key.substring(1);
        if (!values.containsKey(name)) {
          throw value.error("removes from a key that does not exist");
        }
        values.put(name, remaining(values.get(name), value));
      } else if (values.containsKey(key) && values.get(key).isMapping() && value.isMapping()) {
        values.put(key, over(values.get(key), value));
      } else {
        values.put(key, value);
      }
    }
    return below.withEntries(values);
  }

  private static YamlValue joined(YamlValue below, YamlValue added) throws BuildException {
    if (below.isMapping()) {
      throw added.error("adds to a mapping: leave the + out");
    }
    List<YamlValue> elements = new ArrayList<>(below.list());
    elements.addAll(added.list());
    return added.withElements(elements);
  }

  private static YamlValue remaining(YamlValue below, YamlValue taken) throws BuildException {
    if (below.isMapping()) {
      Map<String, YamlValue> entries = new LinkedHashMap<>(below.map());
      for (YamlValue name : taken.list()) {
        if (entries.remove(name.text()) == null) {
          throw absent(name);
        }
      }
      return below.withEntries(entries);
    }
    List<YamlValue> elements = new ArrayList<>(below.list());
    for (YamlValue name : taken.list()) {
      String wanted = name.text();
      List<YamlValue> kept = new ArrayList<>();
      for (YamlValue element : elements) {
        if (!name(element).equals(wanted)) {
          kept.add(element);
        }
      }
      if (kept.size() == elements.size()) {
        throw absent(name);
      }
      elements = kept;
    }
    return below.withElements(elements);
  }

  /** What an element of a list is called: its text, or what its key {@code name} says. */
  private static String name(YamlValue element) throws BuildException {
    if (!element.isMapping()) {
      return element.text();
    }
    YamlValue name = element.map().get("name");
    return name == null ? "" : name.text();
  }

  private static BuildException absent(YamlValue name) throws BuildException {
    return name.error("removes " + name.text() + ", which does not exist");
  }
}
