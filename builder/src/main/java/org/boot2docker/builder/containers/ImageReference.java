package org.boot2docker.builder.containers;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.step.BuildException;

/**
 * What an image is called: {@code HOST[:PORT]/PATH:TAG[@DIGEST]}.
 *
 * @param name its name as Docker shows it, with a tag and without a digest
 * @param registry host and port; nothing where the name has none
 * @param repository its path in the registry
 * @param tag its tag
 * @param digest the digest of its manifest or index, if it must have that one
 */
public record ImageReference(
    String name,
    Optional<String> registry,
    String repository,
    String tag,
    Optional<String> digest) {

  /** OCI Distribution Specification 1.1, "Pulling manifests". */
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");

  /** What Docker adds to names without a host, and does not show. */
  private static final Pattern IMPLIED = Pattern.compile("(index\\.)?docker\\.io");

  private static final String OFFICIAL = "library/";

  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(?<host>[A-Za-z0-9.-]+(?::\\d{1,5})?|\\[[0-9a-fA-F:]+](?::\\d{1,5})?)/)?(?<path>[^:@]+)"
              + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");

  /**
   * Reads a reference.
   *
   * @throws BuildException when it is none, or would leave the image without a name in Docker
   */
  public static ImageReference parse(String text) throws BuildException {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw wrong(text);
    }
    Optional<String> host = Optional.ofNullable(parts.group("host"));
    String path = parts.group("path");
    // As Docker does: a first part without a dot, colon or "localhost" is no host.
    if (host.isPresent() && !host.get().matches(".*[.:].*|localhost")) {
      path = host.get() + "/" + path;
      host = Optional.empty();
    }
    if (host.isPresent() && IMPLIED.matcher(host.get()).matches()) {
      host = Optional.empty();
    }
    if (host.isEmpty() && path.matches(OFFICIAL + "[^/]+")) {
      path = path.substring(OFFICIAL.length());
    }
    if (!REPOSITORY.matcher(path).matches() || text.length() > 512) {
      throw wrong(text);
    }
    Optional<String> digest = Optional.ofNullable(parts.group("digest"));
    Optional<String> tag = Optional.ofNullable(parts.group("tag"));
    if (digest.isPresent() && tag.isEmpty()) {
      throw new BuildException(
          "the image "
              + text
              + " would have no name in Docker: give it a tag too, as in NAME:TAG@DIGEST");
    }
    String name = host.map(h -> h + "/").orElse("") + path + ":" + tag.orElse("latest");
    return new ImageReference(name, host, path, tag.orElse("latest"), digest);
  }

  private static BuildException wrong(String text) {
    return new BuildException(
        "'"
            + text
            + "' is neither a file nor an image's name: give a file or folder that is there, or"
            + " HOST/NAME:TAG");
  }

  /** What to ask the registry for: a digest before a tag. */
  String wanted() {
    return digest.orElse(tag);
  }
}
