package org.boot2docker.builder.description;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;

/**
 * Reads a distribution directory: the description file and the lists that it names, for a profile.
 */
public final class DescriptionReader {

  /** The description's name in its directory. */
  public static final String FILE = "boot2docker.yaml";

  private DescriptionReader() {}

  /**
   * Reads the description for one architecture, whose names replace the placeholders.
   *
   * @param directory the distribution directory
   * @param additions the user's own files, laid over the distribution's and each other in this
   *     order
   * @param profile the profile that is laid over all of them
   * @throws BuildException when it is not a valid description; the message names file, line and key
   * @throws IOException when a file can't be read
   */
  public static Description read(
      Path directory, List<Path> additions, String profile, Architecture architecture)
      throws IOException {
    DescriptionFiles files = new DescriptionFiles(directory, additions, profile);
    return read(files, files.merged(), profile, architecture);
  }

  /** Reads a document whose paths start where these files are. */
  static Description read(
      DescriptionFiles files, YamlValue merged, String profile, Architecture architecture)
      throws IOException {
    DescribedValues values = new DescribedValues(files, architecture);
    YamlValue.Fields top = merged.fields(DescriptionKeys.TOP);
    Map<String, RepositorySpec> repositories =
        SuiteReader.repositories(top.get("repositories"), top.section().in("repositories"), values);
    Map<String, SuiteSpec> suites =
        SuiteReader.read(top.get("suites"), top.section().in("suites"), repositories);
    YamlValue.Fields iso = top.fields("iso");
    return new Description(
        DescribedValues.name(top.get("name")),
        DescribedValues.optionalText(top.find("mirror")),
        repositories,
        suites,
        SuiteReader.known(top.get("stable"), suites.keySet()),
        values.patterns(top.get("exclude")),
        new BaseReader(values).read(top.fields("base")),
        new RootfsReader(values).read(top.fields("rootfs")),
        new IsoReader(values).docker(iso, suites.keySet()),
        new IsoReader(values).read(iso),
        new IsoReader(values).containers(iso),
        profile);
  }
}
