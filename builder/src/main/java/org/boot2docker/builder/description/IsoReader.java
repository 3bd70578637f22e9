package org.boot2docker.builder.description;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.builder.step.BuildException;

/** Reads {@code iso}: Docker and the media. */
final class IsoReader {
  private final DescribedValues values;

  IsoReader(DescribedValues values) {
    this.values = values;
  }

  IsoSpec read(YamlValue.Fields iso) throws IOException {
    String architecture = values.architecture().debianName();
    YamlValue loaders = iso.get("loaders");
    Map<String, YamlValue> all = loaders.map();
    YamlValue own = all.get(architecture);
    if (own == null) {
      throw loaders.error(
          "has none for "
              + architecture
              + ": add "
              + architecture
              + ", or build for "
              + String.join(" or ", all.keySet()));
    }
    YamlValue.Fields loader = own.fields(iso.section().in("loaders").in(Key.ANY));
    return new IsoSpec(
        DescribedValues.constant(iso, "compression", IsoSpec.Compression.class),
        DescribedValues.constant(iso, "filters", IsoSpec.Filters.class),
        directories(iso.get("squash")),
        directories(iso.get("on-demand")),
        values.text(iso.get("cmdline")),
        values.overlay(iso.get("media")),
        values.packages(loader.get("bios"), loader.section().in("bios")),
        values.packages(loader.get("uefi"), loader.section().in("uefi")),
        values.packages(loader.get("uki"), loader.section().in("uki")),
        iso.choice("copyright").equals("true"));
  }

  ContainersSpec containers(YamlValue.Fields iso) throws IOException {
    List<ImageSource> images = new ArrayList<>();
    for (YamlValue image : iso.get("images").list()) {
      images.add(values.image(image));
    }
    Optional<YamlValue> compose = iso.find("run");
    return new ContainersSpec(
        List.copyOf(images),
        compose.isPresent() ? Optional.of(values.file(compose.get())) : Optional.empty(),
        registry(iso));
  }

  private static Optional<String> registry(YamlValue.Fields iso) throws BuildException {
    Optional<YamlValue> value = iso.find("registry");
    if (value.isPresent() && !ContainersSpec.isRegistry(value.get().text())) {
      throw value.get().error("'" + value.get().text() + "' " + ContainersSpec.NO_REGISTRY);
    }
    return DescribedValues.optionalText(value);
  }

  private List<String> directories(YamlValue value) throws BuildException {
    List<String> directories = new ArrayList<>();
    for (String text : value.texts()) {
      directories.add(DescribedValues.path(value, values.fill(text)));
    }
    return List.copyOf(directories);
  }

  DockerSpec docker(YamlValue.Fields iso, Set<String> suites) throws IOException {
    YamlValue.Fields docker = iso.fields("docker");
    List<List<String>> groups = new ArrayList<>();
    for (YamlValue group : docker.get("suites").list()) {
      groups.add(SuiteReader.known(group, suites));
    }
    if (groups.isEmpty()) {
      throw docker.get("suites").error("is empty: name a group of suites, as in [[trixie]]");
    }
    YamlValue version = docker.get("version");
    return new DockerSpec(
        List.copyOf(groups),
        new EngineReader(values).read(docker),
        new DockerSpec.Contents(
            values.packages(docker.get("packages"), docker.section().in("packages")),
            values.links(docker.get("links")),
            version.text(),
            version.place()));
  }
}
