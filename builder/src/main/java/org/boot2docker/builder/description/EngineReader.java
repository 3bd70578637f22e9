package org.boot2docker.builder.description;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.boot2docker.builder.step.BuildException;

/** Reads how Docker's programs are compiled. */
final class EngineReader {
  private static final String SOURCE = "source";

  private final DescribedValues values;

  EngineReader(DescribedValues values) {
    this.values = values;
  }

  /** Reads {@code docker.source}, if {@code docker.engine} says that it counts. */
  Optional<EngineSpec> read(YamlValue.Fields docker) throws IOException {
    if (!docker.choice("engine").equals(SOURCE)) {
      return Optional.empty();
    }
    YamlValue.Fields source = docker.get(SOURCE).fields(docker.section().in(SOURCE));
    List<DistributionFile> patches = new ArrayList<>();
    for (YamlValue folder : source.get("patches").list()) {
      patches.addAll(DistributionFiles.patches(values.folder(folder)));
    }
    patches = DistributionFiles.numbered(patches);
    YamlValue compiler = source.get("compiler");
    return Optional.of(
        new EngineSpec(
            values.text(compiler),
            values.lists(source.get("packages")),
            archives(source.get("archives"), source.section().in("archives")),
            paths(source.get("modules")),
            values.overlay(source.get("sources")),
            patches,
            paths(source.get("mains")),
            source.get("tags").texts(),
            new TreeMap<>(source.get("variables").textMap()),
            programs(source.get("programs")),
            compiler.place()));
  }

  private static List<EngineSpec.ArchiveSpec> archives(YamlValue value, Section section)
      throws BuildException {
    List<EngineSpec.ArchiveSpec> archives = new ArrayList<>();
    for (YamlValue element : value.list()) {
      YamlValue.Fields fields = element.fields(section);
      String from = fields.get("from").text();
      archives.add(
          new EngineSpec.ArchiveSpec(
              fields.get("package").text(),
              fields.get("part").text(),
              from.isEmpty() ? from : path(fields.get("from")),
              path(fields.get("to")),
              fields.get("package").place()));
    }
    return archives;
  }

  private static List<String> paths(YamlValue value) throws BuildException {
    List<String> paths = new ArrayList<>();
    for (YamlValue element : value.list()) {
      paths.add(path(element));
    }
    return paths;
  }

  private TreeMap<String, String> programs(YamlValue value) throws BuildException {
    TreeMap<String, String> programs = new TreeMap<>();
    for (var program : value.map().entrySet()) {
      String place = values.fill(program.getKey());
      programs.put(DescribedValues.path(program.getValue(), place), path(program.getValue()));
    }
    return programs;
  }

  /** A relative path without dots: it names a folder among the sources, and nothing else. */
  private static String path(YamlValue value) throws BuildException {
    String path = value.text();
    for (String name : path.split("/", -1)) {
      if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._~-]*")) {
        throw value.error("has '" + path + "': give an import path, as in github.com/docker/cli");
      }
    }
    return path;
  }
}
