package org.boot2docker.debian.sources;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.debian.archive.Mirror;

/**
 * Decides on the mirror: a command line option before the environment, that before the description
 * file, and this machine's apt sources last.
 *
 * @param option what --mirror says
 * @param securityOption what --security-mirror says
 * @param environment where BOOT2DOCKER_MIRROR and BOOT2DOCKER_SECURITY_MIRROR may be set
 * @param description what the description file says
 * @param extra what --archive-url says: more places to look for packages that are gone
 */
public record MirrorChoice(
    Optional<String> option,
    Optional<String> securityOption,
    Map<String, String> environment,
    Optional<String> description,
    List<String> extra) {

  private static final String MAIN = "BOOT2DOCKER_MIRROR";
  private static final String SECURITY = "BOOT2DOCKER_SECURITY_MIRROR";

  /**
   * The mirror to use.
   *
   * @param root the root directory of the machine, for its apt sources
   * @throws IOException saying what to do when there is none, or which URL is bad
   */
  public Mirror find(Path root) throws IOException {
    List<URI> security =
        securityOption.isPresent()
            ? uris(securityOption.stream().toList(), "--security-mirror")
            : uris(variable(SECURITY).stream().toList(), SECURITY);
    Mirror mirror = base(root);
    return new Mirror(
        mirror.main(),
        security.isEmpty() ? mirror.security() : security,
        uris(extra, "--archive-url"));
  }

  private Mirror base(Path root) throws IOException {
    if (option.isPresent()) {
      return Mirror.of(uri(option.get(), "--mirror"));
    }
    if (variable(MAIN).isPresent()) {
      return Mirror.of(uri(variable(MAIN).get(), MAIN));
    }
    if (description.isPresent()) {
      return Mirror.of(uri(description.get(), "the description's mirror"));
    }
    return AptSources.findMirror(root)
        .orElseThrow(
            () ->
                new IOException(
                    "no Debian mirror is known (this machine's apt sources name none): give one"
                        + " with --mirror URL, in the environment variable "
                        + MAIN
                        + ", or in the description file"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static List<URI> uris(List<String> texts, String from) throws IOException {
    List<URI> uris = new ArrayList<>();
    for (String text : texts) {
      uris.add(uri(text, from));
    }
    return uris;
  }

  static URI uri(String text, String from) throws IOException {
    try {
      URI uri = new URI(text.strip());
      if (Set.of("http", "https", "file").contains(String.valueOf(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the one message.
    }
    throw new IOException(
        "'"
            + text
            + "' in "
            + from
            + " is not an archive's URL: give one that begins with http:, https: or file:");
  }
}
