package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.BuildRequest;
import org.boot2docker.builder.BuildRequest.Sources;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.secureboot.SigningKey;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an image is built from. */
final class BuildOptions {
  static final String SECURE_BOOT_KEY = "--secure-boot-key";
  static final String SECURE_BOOT_CERTIFICATE = "--secure-boot-certificate";

  private static final String REGISTRY = "BOOT2DOCKER_REGISTRY";

  @Mixin DescriptionOptions described;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Where packages and results of steps are kept"
              + " (default: $$BOOT2DOCKER_CACHE, else ~/.cache/boot2docker).")
  @Nullable Path cache;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "A mirror of Debian's archive (default: $$BOOT2DOCKER_MIRROR, else the description's,"
              + " else the one that this computer's apt uses).")
  @Nullable String mirror;

  @Option(
      names = "--security-mirror",
      paramLabel = "URL",
      description =
          "A mirror of Debian's security archive (default: $$BOOT2DOCKER_SECURITY_MIRROR, else"
              + " beside the mirror, else as apt has it).")
  @Nullable String securityMirror;

  @Option(
      names = "--repository",
      paramLabel = "NAME=URL",
      description =
          "Where a repository of the description is, such as docker of the profile docker-ce"
              + " (default: $$BOOT2DOCKER_REPOSITORY_NAME, else the description's, else apt's).")
  Map<String, String> repositories = Map.of();

  @Option(
      names = "--repository-key",
      paramLabel = "NAME=FILE",
      description =
          "The keys that may sign it (default: $$BOOT2DOCKER_REPOSITORY_KEY_NAME, else the"
              + " description's, else apt's).")
  Map<String, Path> repositoryKeys = Map.of();

  @Option(
      names = "--archive-url",
      paramLabel = "URL",
      description = "Another place for locked packages that the mirror no longer has.")
  List<String> archiveUrls = List.of();

  @Option(
      names = "--keyring",
      paramLabel = "FILE",
      description =
          "Keys of the archive (default: those of the installed package debian-archive-keyring).")
  @Nullable Path keyring;

  @Option(
      names = SECURE_BOOT_KEY,
      paramLabel = "FILE",
      description =
          "Boot with UEFI by one program that this RSA key in PEM signs, initramfs included"
              + " (docs/secure-boot.md).")
  @Nullable Path secureBootKey;

  @Option(
      names = SECURE_BOOT_CERTIFICATE,
      paramLabel = "FILE",
      description = "The key's certificate in PEM, which you enrol in the firmware.")
  @Nullable Path secureBootCertificate;

  @Option(names = "--strict", description = "Refuse a suite after its Valid-Until date.")
  boolean strict;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  private int workers =
      Math.min(Runtime.getRuntime().availableProcessors(), BuildRequest.MOST_WORKERS);

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Number of threads, 1 to 256 (default: one for each core).")
  void workers(int count) {
    if (count < 1 || count > BuildRequest.MOST_WORKERS) {
      throw new ParameterException(
          spec.commandLine(),
          "--workers %d is no number of threads: give 1 to %d"
              .formatted(count, BuildRequest.MOST_WORKERS));
    }
    workers = count;
  }

  BuildRequest request(Path output, Optional<Path> lock) throws IOException {
    return request(output, lock, ContainersSpec.NONE);
  }

  BuildRequest request(Path output, Optional<Path> lock, ContainersSpec containers)
      throws IOException {
    return request(profile(), architecture(), output, lock, containers);
  }

  /** The same for another profile and architecture. */
  BuildRequest request(String profile, Architecture architecture, Path output, Optional<Path> lock)
      throws IOException {
    return request(profile, architecture, output, lock, ContainersSpec.NONE);
  }

  private BuildRequest request(
      String profile,
      Architecture architecture,
      Path output,
      Optional<Path> lock,
      ContainersSpec containers)
      throws IOException {
    Sources sources =
        new Sources(
            Optional.ofNullable(mirror),
            Optional.ofNullable(securityMirror),
            repositories,
            repositoryKeys,
            archiveUrls,
            System.getenv(),
            Optional.ofNullable(keyring),
            strict);
    Path packages = cache();
    return new BuildRequest(
        described.distribution(),
        described.additions(),
        architecture,
        profile,
        output,
        packages,
        packages.resolve("steps"),
        lock,
        sources,
        new OwnPrograms(),
        containers,
        registry(System.getenv()),
        secureBoot(),
        workers);
  }

  private Optional<SigningKey> secureBoot() throws IOException {
    if (secureBootKey == null && secureBootCertificate == null) {
      return Optional.empty();
    } else if (secureBootKey == null || secureBootCertificate == null) {
      throw new BuildException(
          "%s and %s go together: give both".formatted(SECURE_BOOT_KEY, SECURE_BOOT_CERTIFICATE));
    }
    return Optional.of(SigningKey.read(secureBootKey, secureBootCertificate));
  }

  /** For every command: a description may name images. */
  static Optional<String> registry(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(REGISTRY)).filter(text -> !text.isBlank());
  }

  Path cache() {
    return Directories.cache(Optional.ofNullable(cache), System.getenv());
  }

  String profile() {
    return described.profile;
  }

  Architecture architecture() {
    return described.architecture;
  }
}
