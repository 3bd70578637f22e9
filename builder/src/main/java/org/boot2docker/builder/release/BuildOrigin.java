package org.boot2docker.builder.release;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.boot2docker.builder.BuildRequest;
import org.boot2docker.formats.file.Sha256;

/**
 * What an image was built with, besides packages.
 *
 * @param tool the sum of this program's jar; nothing when it runs from its classes
 * @param description the sum of the distribution's folder
 * @param additions the descriptions that were laid over it, in this order
 * @param repositories addresses of repositories that the user named, without passwords
 */
record BuildOrigin(
    Optional<String> tool,
    String description,
    List<Addition> additions,
    SortedMap<String, String> repositories) {

  /** A description of the user's; files that it names are known by the image only. */
  record Addition(String name, String sha256) {}

  static BuildOrigin of(BuildRequest build) throws IOException {
    List<Addition> additions = new ArrayList<>();
    for (Path each : build.additions()) {
      additions.add(new Addition(String.valueOf(each.getFileName()), sum(each)));
    }
    SortedMap<String, String> repositories = new TreeMap<>();
    build.sources().repositories().forEach((name, url) -> repositories.put(name, shown(url)));
    return new BuildOrigin(
        jar(), sumOfFolder(build.distribution()), List.copyOf(additions), repositories);
  }

  /** Folders of this computer are nobody else's business, and passwords even less. */
  private static String shown(String url) {
    return url.matches("(?i)https?://.*")
        ? url.replaceFirst("//[^/@]*@", "//").replaceFirst("[?#].*", "")
        : "file:";
  }

  /**
   * The sum of all files of a folder, as these commands print it: {@code find . -type f -printf
   * '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum}.
   */
  static String sumOfFolder(Path folder) throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    // A link to the folder is walked through as little as any other.
    Path real = folder.toRealPath();
    try (Stream<Path> files = Files.walk(real)) {
      for (Path file : files.filter(BuildOrigin::isOwnFile).toList()) {
        String path = real.relativize(file).toString().replace('\\', '/');
        sums.put(path, sum(file));
      }
    }
    StringBuilder lines = new StringBuilder();
    sums.forEach((path, sum) -> lines.append(sum).append("  ").append(path).append('\n'));
    return Sha256.of(lines.toString());
  }

  private static boolean isOwnFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Optional<String> jar() throws IOException {
    CodeSource source = BuildOrigin.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      Path file = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(file) ? Optional.of(sum(file)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String sum(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }
}
