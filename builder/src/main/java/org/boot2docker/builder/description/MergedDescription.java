package org.boot2docker.builder.description;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * A description with all that is laid over it, as one document. It says the same wherever it lies:
 * paths of files are absolute. Boot loaders of other architectures are left out.
 */
public final class MergedDescription {

  /** Long enough for any text that people write on one line. */
  private static final int WIDTH = 10_000;

  private static final String LOADERS = "iso.loaders";
  private static final String PROFILES = "profiles";

  private final DescriptionFiles files;
  private final Architecture architecture;
  private final String profile;

  private MergedDescription(DescriptionFiles files, String profile, Architecture architecture) {
    this.files = files;
    this.architecture = architecture;
    this.profile = profile;
  }

  /**
   * Merges, and checks that a build would take the result.
   *
   * @param directory the distribution directory
   * @param additions the user's own files, laid over the distribution's and each other in this
   *     order
   * @param profile the profile that is laid over all of them
   * @throws BuildException when it is not a valid description; the message names file, line and key
   * @throws IOException when a file can't be read
   */
  public static MergedDescription of(
      Path directory, List<Path> additions, String profile, Architecture architecture)
      throws IOException {
    DescriptionFiles files = new DescriptionFiles(directory, additions, profile);
    DescriptionReader.read(files, files.merged(), profile, architecture);
    return new MergedDescription(files, profile, architecture);
  }

  /** The keys with their values: texts, lists and maps. */
  public Map<String, Object> values() throws BuildException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> part : files.merged().map().entrySet()) {
      values.put(part.getKey(), plain(part));
    }
    return values;
  }

  private Object plain(Map.Entry<String, YamlValue> part) throws BuildException {
    return plain(part.getValue(), DescriptionKeys.TOP.find(part.getKey()));
  }

  /**
   * The document as YAML, which is a distribution's description again. A comment names the files
   * that each part is from.
   */
  public String yaml() throws BuildException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, YamlValue> part : files.merged().map().entrySet()) {
      Set<String> origins = new LinkedHashSet<>();
      addOrigins(part.getValue(), origins);
      if (!origins.isEmpty()) {
        text.append("# from ").append(String.join(", ", origins)).append('\n');
      }
      text.append(dump(Map.of(part.getKey(), plain(part)))).append('\n');
    }
    Map<String, Object> profiles = new LinkedHashMap<>();
    profiles.put("default", Map.of());
    profiles.put(profile, Map.of());
    text.append("# All profiles are laid over it already; these change nothing.\n");
    return text.append(dump(Map.of(PROFILES, profiles))).toString();
  }

  private static String dump(Map<String, Object> values) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(WIDTH).build();
    return new Dump(settings).dumpToString(values);
  }

  private Object plain(YamlValue value, Optional<Key> key) throws BuildException {
    if (value.isMapping()) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Map.Entry<String, YamlValue> entry : value.map().entrySet()) {
        if (!value.key().equals(LOADERS) || entry.getKey().equals(architecture.debianName())) {
          values.put(entry.getKey(), plain(entry.getValue(), inner(key, entry.getKey())));
        }
      }
      return values;
    } else if (value.isList()) {
      List<Object> values = new ArrayList<>();
      for (YamlValue element : value.list()) {
        values.add(plain(element, key));
      }
      return values;
    }
    if (key.filter(DescriptionKeys::isImage).isPresent()) {
      return files.image(value).absolute();
    }
    return key.filter(DescriptionKeys::isPath).isPresent()
        ? files.resolve(value).toAbsolutePath().normalize().toString()
        : value.text();
  }

  private static Optional<Key> inner(Optional<Key> key, String name) {
    Optional<Section> section = key.flatMap(Key::inner);
    return section.flatMap(keys -> keys.find(name).or(() -> keys.find(Key.ANY)));
  }

  private static void addOrigins(YamlValue value, Set<String> origins) throws BuildException {
    if (value.isMapping()) {
      for (YamlValue each : value.map().values()) {
        addOrigins(each, origins);
      }
    } else if (value.isList()) {
      for (YamlValue each : value.list()) {
        addOrigins(each, origins);
      }
    } else {
      origins.add(value.file());
    }
  }
}
