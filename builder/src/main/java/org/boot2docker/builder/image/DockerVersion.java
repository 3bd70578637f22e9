package org.boot2docker.builder.image;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.description.DockerSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.control.Version;

/** Docker's own version, as in {@code docker version}, from that of its Debian package. */
final class DockerVersion {

  /** The upstream part may go on with what Debian left out: {@code 28.5.2+dfsg4}. */
  private static final Pattern UPSTREAM =
      Pattern.compile("(\\d+(?:\\.\\d+)*(?:~?-?rc\\.?\\d+)?).*");

  private DockerVersion() {}

  /** Looks up the package that gives the image its version. */
  static String of(DockerSpec.Contents contents, List<LockedPackage> docker) throws BuildException {
    LockedPackage found =
        docker.stream()
            .filter(candidate -> candidate.name().equals(contents.versionPackage()))
            .findFirst()
            .orElseThrow(
                () ->
                    contents
                        .place()
                        .error(
                            "names "
                                + contents.versionPackage()
                                + ", which is not among Docker's packages: name one of those"));
    return of(Version.parse(found.version()));
  }

  static String of(Version version) {
    Matcher upstream = UPSTREAM.matcher(version.upstream());
    return upstream.matches() ? upstream.group(1).replace("~", "-") : version.upstream();
  }
}
