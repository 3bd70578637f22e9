package org.boot2docker.debian.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an index says of one binary package.
 *
 * @param name package name
 * @param version version of the binary package
 * @param architecture its own architecture; {@code all} for any
 * @param source source package's name
 * @param suite the suite whose index it stands in, as it was asked for
 * @param path the .deb's path below the archive's base URL
 * @param size length of the .deb in bytes
 * @param sha256 hash of the .deb, 64 lower-case hexadecimal digits
 * @param needs the fields Pre-Depends and Depends as written, joined by a comma
 * @param provides the field Provides as written
 */
public record PackageRecord(
    String name,
    Version version,
    String architecture,
    String source,
    String suite,
    String path,
    long size,
    String sha256,
    String needs,
    String provides) {

  /** The fields of a stanza that are looked at. */
  public static final Set<String> FIELDS =
      Set.of(
          "Package",
          "Version",
          "Architecture",
          "Source",
          "Filename",
          "Size",
          "SHA256",
          "Depends",
          "Pre-Depends",
          "Provides");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*");

  /**
   * Takes a stanza of a Packages index.
   *
   * @throws IOException naming package and field when one is missing or malformed
   */
  public static PackageRecord of(Stanza stanza, String suite) throws IOException {
    String name = stanza.require("Package");
    try {
      String path = stanza.require("Filename");
      long size = Long.parseLong(stanza.require("Size"));
      String sha256 = stanza.require("SHA256");
      PackageFile.check(path, size, sha256);
      return new PackageRecord(
          checkName(name),
          Version.parse(stanza.require("Version")),
          stanza.require("Architecture"),
          stanza.get("Source").map(source -> source.split(" ", 2)[0]).orElse(name),
          suite,
          path,
          size,
          sha256,
          needs(stanza),
          stanza.get("Provides").orElse(""));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the index of suite " + suite + " is malformed at package " + name + ": " + e, e);
    }
  }

  private static String needs(Stanza stanza) {
    return String.join(
        ", ",
        Stream.of("Pre-Depends", "Depends")
            .map(stanza::get)
            .flatMap(Optional::stream)
            .filter(field -> !field.isBlank())
            .toList());
  }

  private static String checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("bad Package '" + name + "'");
    }
    return name;
  }

  /**
   * What has to be there for it to work, Pre-Depends first.
   *
   * @throws IllegalArgumentException when the index has what is no relation to a package
   */
  public List<Dependency> dependencies(String target) {
    return Dependency.parseList(needs, target);
  }

  /** What it provides: names, some with an exact version; what is no relation provides nothing. */
  public List<Relation> provided() {
    if (provides.isEmpty()) {
      return List.of();
    }
    List<Relation> relations = new ArrayList<>();
    try {
      Dependency.parseList(provides, architecture).forEach(d -> relations.addAll(d.alternatives()));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
    return relations;
  }

  /** The names it provides; cheaper than {@link #provided}, as some provide thousands. */
  public Stream<String> providedNames() {
    return provides.isEmpty()
        ? Stream.empty()
        : Stream.of(provides.split(","))
            .map(entry -> entry.strip().split("[ (:\\[]", 2)[0])
            .filter(provided -> !provided.isEmpty())
            .distinct();
  }

  /** {@code name_version_architecture}, for messages. */
  @Override
  public String toString() {
    return name + "_" + version + "_" + architecture;
  }
}
