package org.boot2docker.builder.description;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.description.RootfsSpec.Applets;
import org.boot2docker.builder.description.RootfsSpec.AttributeSpec;
import org.boot2docker.builder.description.RootfsSpec.Certificates;
import org.boot2docker.builder.step.BuildException;

/** Reads {@code rootfs}. */
final class RootfsReader {
  private static final Pattern ATTRIBUTES = Pattern.compile("([0-7]{3,4}) ([\\w-]+) ([\\w-]+)");

  private final DescribedValues values;

  RootfsReader(DescribedValues values) {
    this.values = values;
  }

  RootfsSpec read(YamlValue.Fields rootfs) throws IOException {
    return new RootfsSpec(
        values.packages(rootfs.get("packages"), rootfs.section().in("packages")),
        libraries(rootfs.get("libraries")),
        StubReader.read(rootfs.get("stubs"), rootfs.section().in("stubs")),
        rootfs.choice("strip").equals("true"),
        folders(rootfs.get("gunzip")),
        certificates(rootfs),
        applets(rootfs),
        values.overlay(rootfs.get("overlay")),
        values.links(rootfs.get("links")),
        attributes(rootfs.get("attributes")));
  }

  private List<LibrarySpec> libraries(YamlValue value) throws BuildException {
    List<LibrarySpec> libraries = new ArrayList<>();
    for (YamlValue element : value.list()) {
      Optional<String> name = values.ours(element);
      name.ifPresent(ours -> libraries.add(new LibrarySpec(ours, element.place())));
    }
    return List.copyOf(libraries);
  }

  private List<FolderSpec> folders(YamlValue value) throws BuildException {
    List<FolderSpec> folders = new ArrayList<>();
    for (YamlValue element : value.list()) {
      folders.add(new FolderSpec(values.path(element), element.place()));
    }
    return List.copyOf(folders);
  }

  private Optional<Certificates> certificates(YamlValue.Fields rootfs) throws BuildException {
    if (rootfs.find("certificates").isEmpty()) {
      return Optional.empty();
    }
    YamlValue.Fields fields = rootfs.fields("certificates");
    YamlValue from = fields.get("from");
    return Optional.of(
        new Certificates(values.path(from), values.path(fields.get("to")), from.place()));
  }

  private Optional<Applets> applets(YamlValue.Fields rootfs) throws IOException {
    if (rootfs.find("applets").isEmpty()) {
      return Optional.empty();
    }
    YamlValue.Fields fields = rootfs.fields("applets");
    YamlValue list = fields.get("list");
    List<String> paths = values.list(list);
    for (String path : paths) {
      DescribedValues.path(list, path);
    }
    return Optional.of(new Applets(values.path(fields.get("program")), paths, list.place()));
  }

  private static SortedMap<String, AttributeSpec> attributes(YamlValue value)
      throws BuildException {
    SortedMap<String, AttributeSpec> attributes = new TreeMap<>();
    for (Map.Entry<String, YamlValue> entry : value.map().entrySet()) {
      Matcher matcher = ATTRIBUTES.matcher(entry.getValue().text());
      if (!matcher.matches()) {
        throw entry.getValue().error("must be mode, user and group, as in '0640 root shadow'");
      }
      DescribedValues.path(entry.getValue(), entry.getKey().replaceFirst("/$", ""));
      attributes.put(
          entry.getKey(),
          new AttributeSpec(
              Integer.parseInt(matcher.group(1), 8),
              matcher.group(2),
              matcher.group(3),
              entry.getValue().place()));
    }
    return attributes;
  }
}
