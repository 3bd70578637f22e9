package org.boot2docker.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.boot2docker.builder.Architecture;
import org.boot2docker.builder.BuildException;
import org.boot2docker.builder.BuildRequest;
import org.boot2docker.builder.BuildRequest.Sources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an image is built from. */
final class BuildOptions {

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "A profile of the description file (default: ${DEFAULT-VALUE}).")
  String profile;

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      description = "Architecture of the image: amd64 or arm64 (default: ${DEFAULT-VALUE}).")
  String architecture = org.boot2docker.machine.model.Architecture.host().debianName();

  @Option(
      names = "--distro",
      paramLabel = "DIR",
      description = "The distribution directory, with boot2docker.yaml (default: the tool's own).")
  @Nullable Path distribution;

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description =
          "Your own description, merged into the distribution's; can be given several times."
              + " docs/customise.md explains it.")
  List<Path> additions = List.of();

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
              + " else the one that this machine's apt uses).")
  @Nullable String mirror;

  @Option(
      names = "--security-mirror",
      paramLabel = "URL",
      description =
          "A mirror of Debian's security archive (default: $$BOOT2DOCKER_SECURITY_MIRROR, else"
              + " beside the mirror, else as apt has it).")
  @Nullable String securityMirror;

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

  @Option(names = "--strict", description = "Refuse a suite after its Valid-Until date.")
  boolean strict;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Number of threads (default: one for each core).")
  int workers = Runtime.getRuntime().availableProcessors();

  BuildRequest request(Path output, Optional<Path> lock) throws BuildException {
    Sources sources =
        new Sources(
            Optional.ofNullable(mirror),
            Optional.ofNullable(securityMirror),
            archiveUrls,
            System.getenv(),
            Optional.ofNullable(keyring),
            strict);
    return new BuildRequest(
        Directories.distribution(Optional.ofNullable(distribution)),
        additions,
        architecture(),
        profile,
        output,
        Directories.cache(Optional.ofNullable(cache), System.getenv()),
        lock,
        sources,
        Math.max(1, workers));
  }

  Architecture architecture() throws BuildException {
    return Architecture.ofDebianName(architecture.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new BuildException(
                    "unknown architecture " + architecture + ": choose amd64 or arm64"));
  }
}
