package org.boot2docker.debian.sources;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One URI with one suite of the machine's apt sources.
 *
 * @param file the name of the file that it is in, without its ending
 * @param uri the archive's base
 * @param suite as written
 * @param components as written
 * @param signedBy the option Signed-By, if given
 */
record AptSource(
    String file, URI uri, String suite, List<String> components, Optional<String> signedBy) {

  /** Code names since 2019 and the names that move along with releases. */
  private static final Pattern DEBIAN_SUITE =
      Pattern.compile(
          "(buster|bullseye|bookworm|trixie|forky|duke|sid"
              + "|stable|testing|unstable|oldstable|oldoldstable)"
              + "(-updates|-security|-proposed-updates|-backports(-sloppy)?)?");

  private static final Set<String> SCHEMES = Set.of("http", "https", "file");

  /**
   * Whether it can be a Debian archive: third parties use Debian's suite names too, so a key of
   * another makes it none.
   */
  boolean mayBeDebian() {
    return SCHEMES.contains(String.valueOf(uri.getScheme()))
        && DEBIAN_SUITE.matcher(suite).matches()
        && components.contains("main")
        && signedBy.map(AptSource::isDebianKey).orElse(true);
  }

  /** Whether there is a sign of it beyond the suite's name. */
  boolean isSurelyDebian() {
    String path = String.valueOf(uri.getPath()).replaceFirst("/+$", "");
    return signedBy.isPresent() || path.endsWith("/debian") || path.endsWith("/debian-security");
  }

  private static boolean isDebianKey(String signedBy) {
    return signedBy.contains("debian-archive-");
  }

  boolean isSecurity() {
    return suite.endsWith("-security");
  }
}
