package org.boot2docker.debian.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an index says of one source package. Its files are known by the hashes in the index, so
 * nothing needs the .dsc, which some mirrors lack.
 *
 * @param name source package's name
 * @param version of the source package
 * @param suite the suite whose index it stands in, as it was asked for
 * @param files in the order of the index
 */
public record SourceRecord(String name, Version version, String suite, List<SourceFile> files) {

  /** The fields of a stanza that are looked at. */
  public static final Set<String> FIELDS =
      Set.of("Package", "Version", "Directory", "Checksums-Sha256");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*");
  private static final Pattern FOLDER =
      Pattern.compile("(?!.*(^|/)\\.\\.(/|$))[A-Za-z0-9][A-Za-z0-9+._~/-]*");
  private static final Pattern FILE =
      Pattern.compile("([0-9a-f]{64})\\s+(\\d{1,12})\\s+([A-Za-z0-9][A-Za-z0-9+._~:%-]*)");

  /** Copies the list. */
  public SourceRecord {
    files = List.copyOf(files);
  }

  /**
   * Takes a stanza of a Sources index.
   *
   * @throws IOException naming package and field when one is missing or malformed
   */
  public static SourceRecord of(Stanza stanza, String suite) throws IOException {
    String name = stanza.require("Package");
    String folder = stanza.require("Directory");
    try {
      if (!NAME.matcher(name).matches() || !FOLDER.matcher(folder).matches()) {
        throw new IllegalArgumentException("bad Package or Directory '" + folder + "'");
      }
      return new SourceRecord(
          name,
          Version.parse(stanza.require("Version")),
          suite,
          files(stanza.require("Checksums-Sha256"), folder));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the index of suite " + suite + " is malformed at source package " + name + ": " + e, e);
    }
  }

  private static List<SourceFile> files(String table, String folder) {
    List<SourceFile> files = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String line : table.strip().split("\n")) {
      Matcher file = FILE.matcher(line.strip());
      if (!file.matches() || !names.add(file.group(3))) {
        throw new IllegalArgumentException("bad or repeated file '" + line.strip() + "'");
      }
      String path = folder + "/" + file.group(3);
      files.add(new SourceFile(file.group(3), path, Long.parseLong(file.group(2)), file.group(1)));
    }
    return files;
  }

  /** {@code name_version_source}, for messages. */
  @Override
  public String toString() {
    return name + "_" + version + "_source";
  }
}
