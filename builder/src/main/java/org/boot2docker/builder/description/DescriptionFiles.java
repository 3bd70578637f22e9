package org.boot2docker.builder.description;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.text.NearNames;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The files of a description as one document: the distribution's own, then the user's, then the
 * profile that is asked for with those that it extends, each {@linkplain NodeMerge laid over} what
 * is below it.
 */
final class DescriptionFiles {
  private static final String PROFILES = "profiles";
  private static final String EXTENDS = "extends";

  /** What the YAML reader takes. */
  static final int MOST_BYTES = 3 << 20;

  private final Path distribution;
  private final Map<String, Path> directories = new LinkedHashMap<>();
  private final List<Map<String, YamlValue>> profiles = new ArrayList<>();
  private final YamlValue merged;

  /**
   * Reads and merges.
   *
   * @param distribution the directory with the distribution's description
   * @param additions the user's files, later ones over earlier ones
   * @param profile the profile's name
   */
  DescriptionFiles(Path distribution, List<Path> additions, String profile) throws IOException {
    this.distribution = distribution;
    YamlValue whole =
        document(distribution.resolve(DescriptionReader.FILE), DescriptionReader.FILE);
    for (Path addition : additions) {
      requireFile(addition);
      whole = NodeMerge.over(whole, document(addition, label(addition)));
    }
    for (String name : chain(profile)) {
      for (Map<String, YamlValue> file : profiles) {
        if (file.containsKey(name)) {
          whole = NodeMerge.over(whole, file.get(name).without(EXTENDS));
        }
      }
    }
    this.merged = whole;
  }

  /** The description, without profiles. */
  YamlValue merged() {
    return merged;
  }

  /** A path that a description names: it starts at the directory of the file it is written in. */
  Path resolve(YamlValue value) throws BuildException {
    return resolve(value, value.text());
  }

  /**
   * The same.
   *
   * @param path what the value says, for this architecture
   */
  Path resolve(YamlValue value, String path) throws BuildException {
    return directories.getOrDefault(value.file(), distribution).resolve(path);
  }

  /** A container image that a description names. */
  ImageSource image(YamlValue value) throws BuildException {
    Path base = directories.getOrDefault(value.file(), distribution);
    return ImageSource.of(value.text(), base, false);
  }

  /** Keeps the profiles of a file aside: they count only when all files are merged. */
  private YamlValue document(Path file, String label) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    directories.put(label, directory == null ? distribution : directory);
    YamlValue document = parse(file, label);
    YamlValue own = document.map().get(PROFILES);
    Map<String, YamlValue> named = own == null ? Map.of() : own.map();
    for (Map.Entry<String, YamlValue> profile : named.entrySet()) {
      DescribedValues.requireName(profile.getValue(), profile.getKey());
    }
    profiles.add(named);
    return document.without(PROFILES);
  }

  private static String label(Path addition) {
    String name = addition.toString();
    return name.equals(DescriptionReader.FILE) ? "./" + name : name;
  }

  private static YamlValue parse(Path file, String label) throws IOException {
    LoadSettings settings = LoadSettings.builder().setLabel(label).setUseMarks(true).build();
    try {
      Node node =
          new Compose(settings)
              .composeString(readText(file))
              .orElseThrow(
                  () ->
                      new BuildException(
                          label + " is empty: write a description, or leave it out"));
      return new YamlValue("", node);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new BuildException(label + line + ": " + e.getProblem(), e);
    } catch (StackOverflowError e) {
      throw new BuildException(label + " is nested too deeply: write it flatter", e);
    } catch (YamlEngineException e) {
      throw new BuildException(label + ": not YAML: correct it: " + e.getMessage(), e);
    }
  }

  /** A file of the user's own: others are the distribution's. */
  private static void requireFile(Path addition) throws BuildException {
    Optional<String> fault = InputFile.fault(addition);
    if (fault.isPresent()) {
      throw new BuildException(addition + " " + fault.get() + ": name a YAML file with --with");
    }
  }

  private static String readText(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new BuildException(
          file + " does not exist: name a folder with a distribution with --distro");
    }
    return InputFile.text(file, MOST_BYTES);
  }

  /** A profile after all that it extends. */
  private List<String> chain(String profile) throws BuildException {
    Set<String> chain = new LinkedHashSet<>();
    Optional<Place> place = Optional.empty();
    for (Optional<String> name = Optional.of(profile); name.isPresent(); ) {
      if (!chain.add(name.get())) {
        throw new BuildException(
            "the profile "
                + name.get()
                + " extends itself: remove one extends of "
                + String.join(", ", chain));
      }
      requireProfile(name.get(), place);
      Optional<YamlValue> below = below(name.get());
      place = below.map(YamlValue::place);
      name = DescribedValues.optionalText(below);
    }
    List<String> lowestFirst = new ArrayList<>(chain);
    Collections.reverse(lowestFirst);
    return lowestFirst;
  }

  /** What a profile extends; of several files the last one says. */
  private Optional<YamlValue> below(String profile) throws BuildException {
    Optional<YamlValue> below = Optional.empty();
    for (Map<String, YamlValue> file : profiles) {
      if (file.containsKey(profile)) {
        YamlValue named = file.get(profile).map().get(EXTENDS);
        below = named == null ? below : Optional.of(named);
      }
    }
    return below;
  }

  private void requireProfile(String name, Optional<Place> extension) throws BuildException {
    Set<String> names = new LinkedHashSet<>();
    profiles.forEach(file -> names.addAll(file.keySet()));
    if (!names.contains(name)) {
      List<String> near = NearNames.of(name, names.stream());
      String remedy =
          near.isEmpty()
              ? ": choose one of " + String.join(", ", names)
              : ": did you mean " + String.join(" or ", near) + "?";
      throw extension.isEmpty()
          ? new BuildException("no profile " + name + remedy)
          : extension.get().error("names the profile " + name + ", which is not there" + remedy);
    }
  }
}
