package org.boot2docker.builder.description;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.PathPatterns;

/** Reads the kinds of values that several parts of a description have. */
final class DescribedValues {
  private final DescriptionFiles files;
  private final Architecture architecture;
  private final Restrictions only;

  DescribedValues(DescriptionFiles files, Architecture architecture) {
    this.files = files;
    this.architecture = architecture;
    this.only = new Restrictions(architecture);
  }

  Architecture architecture() {
    return architecture;
  }

  /** A text that files of a release have in their names. */
  static String name(YamlValue value) throws BuildException {
    requireName(value, value.text());
    return value.text();
  }

  static void requireName(YamlValue value, String name) throws BuildException {
    if (!Description.NAME.matcher(name).matches()) {
      throw value.error(
          "'%s' becomes a part of file names: use letters, digits and ._+~- only".formatted(name));
    }
  }

  /** A text with the architecture's names in the place of the placeholders. */
  String text(YamlValue value) throws BuildException {
    return fill(value.text());
  }

  String fill(String text) {
    return text.replace("{arch}", architecture.debianName())
        .replace("{multiarch}", architecture.multiarch())
        .replace("{serial}", architecture.serialConsole());
  }

  /** The same without the architectures that it is for; empty when those are others. */
  Optional<String> ours(YamlValue value) throws BuildException {
    return only.text(text(value), value);
  }

  List<PackageSpec> packages(YamlValue value, Section section) throws BuildException {
    Map<List<String>, PackageSpec> packages = new LinkedHashMap<>();
    for (YamlValue element : value.list()) {
      YamlValue.Fields fields = element.fields(section);
      Optional<String> name = ours(fields.get("name"));
      if (name.isEmpty()) {
        continue;
      }
      PathPatterns patterns = patterns(fields.get("files"));
      if (patterns.isEmpty() && !fields.get("files").list().isEmpty()) {
        // All of them are for other architectures; no pattern at all would mean all files.
        continue;
      }
      FilesSpec taken =
          new FilesSpec(patterns, fields.find("files").orElse(fields.get("name")).place());
      PackageSpec spec =
          new PackageSpec(
              List.of(name.get().split(" *\\| *")),
              fields.choice("dependencies").equals("all"),
              List.of(taken),
              fields.get("name").place());
      packages.merge(spec.names(), spec, PackageSpec::and);
    }
    return List.copyOf(packages.values());
  }

  SortedMap<String, String> links(YamlValue value) throws BuildException {
    SortedMap<String, String> links = new TreeMap<>();
    for (Map.Entry<String, YamlValue> link : value.map().entrySet()) {
      String target = text(link.getValue());
      if (target.isEmpty()) {
        throw link.getValue().error("is empty: give what the link leads to");
      }
      links.put(path(link.getValue(), fill(link.getKey())), target);
    }
    return links;
  }

  /** A path in the image, from its root. */
  String path(YamlValue value) throws BuildException {
    return path(value, text(value));
  }

  /**
   * A path in the image, from its root.
   *
   * @param value stands where it does
   */
  static String path(YamlValue value, String path) throws BuildException {
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        throw value.error(
            "has '" + path + "': give a path without slashes at its ends, as in usr/libexec");
      }
    }
    return path;
  }

  PathPatterns patterns(YamlValue value) throws BuildException {
    return new PathPatterns(only.texts(value).stream().map(this::fill).toList());
  }

  /** The files in folders, those of later ones over those of earlier ones. */
  FileTree overlay(YamlValue value) throws IOException {
    FileTree tree = new FileTree();
    for (YamlValue element : value.list()) {
      tree.putAll(Overlay.read(folder(element), element.place()));
    }
    return tree;
  }

  /** A folder that must be there. */
  Path folder(YamlValue value) throws BuildException {
    Path folder = files.resolve(value);
    if (!Files.isDirectory(folder)) {
      throw value.error(
          "names "
              + value.text()
              + ", which "
              + (Files.exists(folder) ? "is not a folder" : "is missing")
              + ": create the folder "
              + folder
              + ", or correct the path");
    }
    return folder;
  }

  /** The lines of all files in a list, each once. */
  List<String> lists(YamlValue value) throws IOException {
    List<String> all = new ArrayList<>();
    for (YamlValue element : value.list()) {
      all.addAll(list(element));
    }
    return all.stream().distinct().toList();
  }

  /** The lines of the file that a value names, for this architecture. */
  List<String> list(YamlValue value) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line :
        InputFile.text(file(value), DescriptionFiles.MOST_BYTES)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList()) {
      only.text(fill(line), value).ifPresent(lines::add);
    }
    return List.copyOf(lines);
  }

  /** A file that must be there. */
  Path file(YamlValue value) throws BuildException {
    return file(value, value.text());
  }

  /**
   * A file that must be there.
   *
   * @param path of it, from where the value stands
   */
  Path file(YamlValue value, String path) throws BuildException {
    Path file = files.resolve(value, path);
    Optional<String> fault = InputFile.fault(file);
    if (fault.isPresent()) {
      throw value.error(
          "names the file "
              + path
              + ", which "
              + fault.get()
              + ": create "
              + file
              + ", or correct the path");
    }
    return file;
  }

  /** A container image: paths begin where all other paths do. */
  ImageSource image(YamlValue value) throws BuildException {
    return files.image(value);
  }

  static <E extends Enum<E>> E constant(YamlValue.Fields fields, String name, Class<E> type)
      throws BuildException {
    String text = fields.choice(name);
    for (E constant : type.getEnumConstants()) {
      if (Key.text(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(name + " is declared with other choices");
  }

  static Optional<String> optionalText(Optional<YamlValue> value) throws BuildException {
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().text());
  }
}
