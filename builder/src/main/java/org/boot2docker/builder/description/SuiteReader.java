package org.boot2docker.builder.description;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.debian.archive.SuiteRequest;
import org.boot2docker.formats.text.NearNames;

/** Reads {@code suites}, lists of their names, and {@code repositories}. */
final class SuiteReader {
  private static final Pattern DAYS = Pattern.compile("(\\d{1,4}) days?");

  /** These become parts of an option, a variable and a file's name. */
  private static final Pattern REPOSITORY = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private SuiteReader() {}

  static Map<String, SuiteSpec> read(
      YamlValue value, Section section, Map<String, RepositorySpec> repositories)
      throws BuildException {
    Map<String, SuiteSpec> suites = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> entry : value.map().entrySet()) {
      YamlValue.Fields fields = entry.getValue().fields(section.in(Key.ANY));
      suites.put(entry.getKey(), suite(entry.getKey(), fields, repositories));
    }
    return suites;
  }

  private static SuiteSpec suite(
      String name, YamlValue.Fields fields, Map<String, RepositorySpec> repositories)
      throws BuildException {
    Optional<YamlValue> repository = fields.find("repository");
    if (repository.isPresent() && !repositories.containsKey(repository.get().text())) {
      throw unknown(repository.get(), "repository", "repositories", repositories.keySet());
    }
    Optional<YamlValue> suite = fields.find("suite");
    named(fields.owner(), name, "suite");
    if (suite.isPresent()) {
      named(suite.get(), suite.get().text(), "suite");
    }
    YamlValue components = fields.get("components");
    for (YamlValue component : components.list()) {
      named(component, component.text(), "component");
    }
    if (components.texts().isEmpty()) {
      throw components.error("is empty: name a component, as in [main]");
    }
    return new SuiteSpec(
        name,
        suite.isPresent() ? suite.get().text() : name,
        DescribedValues.optionalText(repository),
        days(fields.get("grace")),
        components.texts());
  }

  private static void named(YamlValue value, String text, String what) throws BuildException {
    if (!SuiteRequest.isName(text)) {
      throw value.error(
          "names the "
              + what
              + " '"
              + text
              + "': give the name of one, with letters, digits and . _ + - only");
    }
  }

  static Map<String, RepositorySpec> repositories(
      YamlValue value, Section section, DescribedValues values) throws BuildException {
    Map<String, RepositorySpec> repositories = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> entry : value.map().entrySet()) {
      YamlValue.Fields fields = entry.getValue().fields(section.in(Key.ANY));
      if (!REPOSITORY.matcher(entry.getKey()).matches()) {
        throw fields
            .owner()
            .error("is no name for a repository: use at most 40 letters a-z, digits and -");
      }
      Optional<YamlValue> key = fields.find("key");
      repositories.put(
          entry.getKey(),
          new RepositorySpec(
              DescribedValues.optionalText(fields.find("url")),
              key.isPresent() ? Optional.of(values.file(key.get())) : Optional.empty()));
    }
    return repositories;
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
        throw unknown(name, "suite", "suites", suites);
      }
    }
    return value.texts();
  }

  private static BuildException unknown(
      YamlValue name, String what, String section, Set<String> known) throws BuildException {
    List<String> near = NearNames.of(name.text(), known.stream());
    String others = known.isEmpty() ? "" : ", or name one of " + String.join(", ", known);
    return name.error(
        "names the "
            + what
            + " "
            + name.text()
            + ", which is not under "
            + section
            + ": "
            + (near.isEmpty()
                ? "add it there" + others
                : "did you mean " + String.join(" or ", near) + "?"));
  }
}
