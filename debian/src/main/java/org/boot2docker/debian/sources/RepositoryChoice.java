package org.boot2docker.debian.sources;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.debian.archive.Repository;
import org.boot2docker.debian.trust.Keyring;

/**
 * Decides where a repository that is not Debian's is, and who may sign it. For both: a command line
 * option before the environment, that before the description, and this machine's apt sources last.
 *
 * @param name what the description calls it
 * @param options what --repository says, by name
 * @param keyOptions what --repository-key says, by name
 * @param environment where {@code BOOT2DOCKER_REPOSITORY_NAME} and {@code
 *     BOOT2DOCKER_REPOSITORY_KEY_NAME} may be set
 * @param described the URL of the description
 * @param describedKey the key file of the description
 */
public record RepositoryChoice(
    String name,
    Map<String, String> options,
    Map<String, Path> keyOptions,
    Map<String, String> environment,
    Optional<String> described,
    Optional<Path> describedKey) {

  private static final String ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

  /**
   * The repository.
   *
   * @param root the root directory of the machine, for its apt sources
   * @param suite a suite of the repository, which an entry of apt's has to name
   * @param components parts of the suite, which the entry has to name too
   * @throws IOException saying what to give when URL or key are not known, or which one is bad
   */
  public Repository find(Path root, String suite, List<String> components) throws IOException {
    Optional<AptSource> apt =
        AptSources.read(root).stream()
            .filter(source -> source.file().equals(name))
            .filter(source -> source.suite().equals(suite))
            .filter(source -> source.components().containsAll(components))
            .findFirst();
    return new Repository(base(apt, suite), keyring(apt, root));
  }

  private URI base(Optional<AptSource> apt, String suite) throws IOException {
    if (options.containsKey(name)) {
      return MirrorChoice.uri(options.getOrDefault(name, ""), "--repository " + name);
    }
    Optional<String> variable = variable("BOOT2DOCKER_REPOSITORY_");
    if (variable.isPresent()) {
      return MirrorChoice.uri(variable.get(), variableName("BOOT2DOCKER_REPOSITORY_"));
    }
    if (described.isPresent()) {
      return MirrorChoice.uri(described.get(), "repositories." + name + ".url");
    }
    return apt.map(AptSource::uri)
        .orElseThrow(
            () ->
                new IOException(
                    "the URL of the repository "
                        + name
                        + " is not known: give --repository "
                        + name
                        + "=URL, set "
                        + variableName("BOOT2DOCKER_REPOSITORY_")
                        + ", or add its suite "
                        + suite
                        + " to apt in /etc/apt/sources.list.d/"
                        + name
                        + ".sources"));
  }

  private Keyring keyring(Optional<AptSource> apt, Path root) throws IOException {
    Path option = keyOptions.get(name);
    if (option != null) {
      return Keyring.read(List.of(option));
    }
    Optional<String> variable = variable("BOOT2DOCKER_REPOSITORY_KEY_");
    if (variable.isPresent()) {
      return Keyring.read(List.of(Path.of(variable.get())));
    }
    if (describedKey.isPresent()) {
      return Keyring.read(List.of(describedKey.get()));
    }
    String signedBy =
        apt.flatMap(AptSource::signedBy)
            .orElseThrow(
                () ->
                    new IOException(
                        "the key of the repository "
                            + name
                            + " is not known: give --repository-key "
                            + name
                            + "=FILE, or set "
                            + variableName("BOOT2DOCKER_REPOSITORY_KEY_")));
    if (signedBy.contains(ARMOR)) {
      // In deb822(5) a dot stands for an empty line.
      String armored = signedBy.replaceAll("(?m)^\\s*\\.\\s*$", "").replaceAll("(?m)^ +", "");
      return Keyring.of(
          armored.getBytes(StandardCharsets.US_ASCII), "apt's source " + name + ".sources");
    }
    return Keyring.read(List.of(root.resolve(signedBy.strip().replaceFirst("^/+", ""))));
  }

  private Optional<String> variable(String prefix) {
    return Optional.ofNullable(environment.get(variableName(prefix)))
        .filter(value -> !value.isBlank());
  }

  /** Names of variables have no other characters than these. */
  private String variableName(String prefix) {
    return prefix + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
