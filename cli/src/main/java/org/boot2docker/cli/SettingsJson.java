package org.boot2docker.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.settings.ConfigKey;
import org.boot2docker.machine.settings.Settings;

/** A machine's settings as a JSON object with the keys of its settings file. */
final class SettingsJson {
  private SettingsJson() {}

  /** All that do not have their default. */
  static ObjectNode of(Settings settings) {
    ObjectNode object = Json.object();
    for (ConfigKey key : ConfigKey.values()) {
      List<String> values = key.of(settings);
      if (!values.isEmpty()) {
        put(object, key, values);
      }
    }
    return object;
  }

  private static void put(ObjectNode object, ConfigKey key, List<String> values) {
    // No disk at all is no list of disks.
    if (key.isList() && !values.equals(List.of("none"))) {
      ArrayNode list = object.putArray(key.key());
      values.forEach(list::add);
    } else if (key.isSwitch()) {
      object.put(key.key(), Boolean.parseBoolean(values.get(0)));
    } else if (key.isNumber()) {
      object.put(key.key(), Integer.parseInt(values.get(0)));
    } else {
      object.put(key.key(), values.get(0));
    }
  }
}
