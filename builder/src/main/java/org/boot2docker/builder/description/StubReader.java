package org.boot2docker.builder.description;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boot2docker.builder.description.RootfsSpec.StubFunction;
import org.boot2docker.builder.description.RootfsSpec.StubSpec;
import org.boot2docker.builder.step.BuildException;

/** Reads {@code rootfs.stubs}. */
final class StubReader {
  private static final String NULL_POINTER = "null-pointer";

  private StubReader() {}

  static SortedMap<String, StubSpec> read(YamlValue value, Section section) throws BuildException {
    SortedMap<String, StubSpec> stubs = new TreeMap<>();
    for (Map.Entry<String, YamlValue> entry : value.map().entrySet()) {
      YamlValue.Fields fields = entry.getValue().fields(section.in(Key.ANY));
      SortedMap<String, StubFunction> functions = new TreeMap<>();
      for (Map.Entry<String, YamlValue> function : fields.get("functions").map().entrySet()) {
        functions.put(function.getKey(), function(function.getValue()));
      }
      DescribedValues.path(entry.getValue(), entry.getKey());
      stubs.put(entry.getKey(), new StubSpec(fields.get("version").text(), functions));
    }
    return stubs;
  }

  private static StubFunction function(YamlValue value) throws BuildException {
    String text = value.text();
    if (text.equals(NULL_POINTER)) {
      return new StubFunction.NullPointer();
    }
    if (text.matches("-?\\d{1,9}")) {
      return new StubFunction.Returns(Integer.parseInt(text));
    }
    throw value.error(
        "must be a whole number of at most 9 digits or " + NULL_POINTER + ": write one of these");
  }
}
