package org.boot2docker.builder.release;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.download.FileFetch;
import org.boot2docker.debian.download.ForbiddenException;
import org.boot2docker.debian.download.NotFoundException;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.debian.download.Transport;
import org.boot2docker.debian.sources.Proxies;
import org.boot2docker.formats.text.Progress;

/**
 * Fetches a release, or a file of one, from a web server.
 *
 * <p>The sums and their signatures come first, so that a caller can check who made the release
 * before anything else of it is fetched.
 */
public final class ReleaseDownload {
  private static final Path MACHINE = Path.of("/");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Sums, signatures and the index. */
  private static final long MOST_BYTES_OF_A_LIST = 4 << 20;

  /** More than a disk with room for data has. */
  private static final long MOST_BYTES = 64L << 30;

  /** An image is in memory while it runs. */
  private static final long MOST_BYTES_OF_AN_IMAGE = 4L << 30;

  private static final int LAST_PORT = 65_535;
  private static final String IMAGE = ".iso";

  private final FileFetch network;
  private final Path folder;
  private final Progress progress;
  private final String base;
  private final Optional<String> file;

  private ReleaseDownload(
      FileFetch network, Path folder, Progress progress, String base, Optional<String> file) {
    this.network = network;
    this.folder = folder;
    this.progress = progress;
    this.base = base;
    this.file = file;
  }

  /**
   * Fetches the sums of a release and their signatures, which nobody has checked yet.
   *
   * @param url of a release, or of a file in it
   * @param folder takes the files
   * @param endings of names of signatures, besides the maker's
   * @param environment names the proxies
   * @throws BuildException when there are no sums
   */
  public static ReleaseDownload begin(
      String url,
      Path folder,
      Set<String> endings,
      Map<String, String> environment,
      Progress progress)
      throws IOException {
    URI address = address(url);
    String trimmed = url.replaceFirst("/+$", "");
    Transport transport = new Transport(Proxies.of(environment, MACHINE), PATIENCE);
    FileFetch network = new FileFetch(transport, Retry.DEFAULT, progress);
    ReleaseDownload release =
        new ReleaseDownload(network, folder, progress, trimmed + "/", Optional.empty());
    if (release.hasSums(endings)) {
      return release;
    }
    int slash = trimmed.lastIndexOf('/');
    String name = trimmed.substring(slash + 1);
    if (address.getPath().matches("(.*/)?") || !name.matches("[A-Za-z0-9_][A-Za-z0-9._+~-]*")) {
      throw new BuildException(
          "there is no " + Sums.SHA256 + " below " + url + ": give the address of a release");
    }
    ReleaseDownload beside =
        new ReleaseDownload(
            network, folder, progress, trimmed.substring(0, slash + 1), Optional.of(name));
    if (!beside.hasSums(endings)) {
      throw new BuildException(
          "there is no %s below or beside %s: give the address of a release or of a file in it"
              .formatted(Sums.SHA256, url));
    }
    return beside;
  }

  /** Whether the address names a release, not a file in one. */
  public boolean isWhole() {
    return file.isEmpty();
  }

  /**
   * Fetches what the address names.
   *
   * @return the folder, or the file in it
   */
  public Path fetch() throws IOException {
    if (file.isPresent()) {
      return listed(file.get(), MOST_BYTES);
    }
    for (String name : Sums.read(folder.resolve(Sums.SHA256)).keySet()) {
      listed(name, MOST_BYTES);
    }
    return folder;
  }

  /**
   * Fetches an image, and checks its sums: the one that the address names, or the release's with
   * this profile and architecture.
   *
   * @throws BuildException when the release has none, or it is not what the sums say
   */
  public Path image(String profile, Architecture architecture) throws IOException {
    String name = file.isPresent() ? file.get() : named(profile, architecture).iso();
    if (!name.endsWith(IMAGE)) {
      throw new BuildException(
          "%s%s is no image: name a file that ends with %s, or the release"
              .formatted(base, name, IMAGE));
    }
    Path image = listed(name, MOST_BYTES_OF_AN_IMAGE);
    Verification.one(image, progress);
    return image;
  }

  private ReleasedImage named(String profile, Architecture architecture) throws IOException {
    Verification.one(listed(ReleaseIndex.FILE, MOST_BYTES_OF_A_LIST), Progress.SILENT);
    List<ReleasedImage> images = ReleaseIndex.read(folder).images();
    return images.stream()
        .filter(image -> image.profile().equals(profile))
        .filter(image -> image.architecture().equals(architecture.debianName()))
        .findFirst()
        .orElseThrow(
            () ->
                new BuildException(
                    "%s has no image with the profile %s for %s, but %s: choose by --profile and --arch"
                        .formatted(
                            base,
                            profile,
                            architecture.debianName(),
                            images.stream()
                                .map(image -> image.profile() + " for " + image.architecture())
                                .collect(Collectors.joining(", ")))));
  }

  private boolean hasSums(Set<String> endings) throws IOException {
    if (!has(Sums.SHA256)) {
      return false;
    }
    require(Sums.SHA512, MOST_BYTES_OF_A_LIST);
    for (String ending : TrustedKeys.ENDINGS) {
      has(Sums.SHA256 + ending);
    }
    for (String ending : endings) {
      has(Sums.SHA256 + ending);
    }
    return true;
  }

  /** Fetches a list that may be absent; stores of objects say of those that they are forbidden. */
  private boolean has(String name) throws IOException {
    try {
      return get(name, MOST_BYTES_OF_A_LIST);
    } catch (ForbiddenException e) {
      return false;
    }
  }

  /** Fetches a file that the sums name; others don't belong to the release. */
  private Path listed(String name, long limit) throws IOException {
    if (!Sums.read(folder.resolve(Sums.SHA256)).containsKey(name)) {
      throw new BuildException(
          "%s%s does not name %s: get the file from where its sums are"
              .formatted(base, Sums.SHA256, name));
    }
    progress.say("Fetching " + name);
    require(name, limit);
    return folder.resolve(name);
  }

  private void require(String name, long limit) throws IOException {
    if (!get(name, limit)) {
      throw new BuildException(
          base + name + " is not there, so the release is not whole: tell its maker");
    }
  }

  /** Fetches a file, if it is there. */
  private boolean get(String name, long limit) throws IOException {
    try {
      network.fetch(address(base + name.replace("+", "%2B")), folder.resolve(name), limit);
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static URI address(String url) throws BuildException {
    URI address;
    try {
      address = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw noAddress(url);
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    boolean possible = List.of("http", "https").contains(scheme) && address.getHost() != null;
    if (!possible || address.getPort() > LAST_PORT) {
      throw noAddress(url);
    }
    if (address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new BuildException(
          "an address at %s has a user name, a query or a fragment, which are not used: leave them out"
              .formatted(address.getHost()));
    }
    return address;
  }

  private static BuildException noAddress(String url) {
    return new BuildException(
        url + " is no address of a web server: give one like https://example.org/release/");
  }
}
