package org.boot2docker.builder.description;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.BuildException;
import org.boot2docker.formats.text.NearNames;

/** Reads {@code suites} and lists of their names. */
final class SuiteReader {
  private static final Pattern DAYS = Pattern.compile("(\\d{1,4}) days?");

  private SuiteReader() {}

  static Map<String, SuiteSpec> read(YamlValue value, Section section) throws BuildException {
    Map<String, SuiteSpec> suites = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> entry : value.map().entrySet()) {
      YamlValue.Fields fields = entry.getValue().fields(section.in(Key.ANY));
      suites.put(
          entry.getKey(),
          new SuiteSpec(
              entry.getKey(), days(fields.get("grace")), fields.get("components").texts()));
    }
    return suites;
  }

  private static Duration days(YamlValue value) throws BuildException {
    Matcher days = DAYS.matcher(value.text());
    if (!days.matches()) {
      throw value.error("must be a number of days, as in '42 days'");
    }
    return Duration.ofDays(Integer.parseInt(days.group(1)));
  }

  /** A list of suites that are described. */
  static List<String> known(YamlValue value, Set<String> suites) throws BuildException {
    for (YamlValue name : value.list()) {
      if (!suites.contains(name.text())) {
        List<String> near = NearNames.of(name.text(), suites.stream());
        throw name.error(
            "names the suite "
                + name.text()
                + ", which is not under suites: "
                + (near.isEmpty()
                    ? "add it there, or name one of " + String.join(", ", suites)
                    : "did you mean " + String.join(" or ", near) + "?"));
      }
    }
    return value.texts();
  }
}
