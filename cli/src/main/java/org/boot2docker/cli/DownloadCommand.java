package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.boot2docker.builder.release.KeptSums;
import org.boot2docker.builder.release.ReleaseDownload;
import org.boot2docker.builder.release.TrustedKeys;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker download}. */
@Command(
    name = "download",
    description =
        "Get the image of a release instead of building one: its signature and sums are checked,"
            + " and 'boot2docker up' boots it.",
    footer = "docs/release.md explains what is checked.")
final class DownloadCommand implements Callable<Integer> {
  private static final String PROFILE = "--profile";
  private static final String ARCH = "--arch";

  private final Terminal terminal;

  @Parameters(paramLabel = "URL", description = "The address of a release, or of an image in it.")
  String url;

  @Option(
      names = PROFILE,
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Which image of the release (default: ${DEFAULT-VALUE}).")
  String profile;

  @Option(
      names = ARCH,
      paramLabel = "ARCH",
      converter = ArchitectureConverter.class,
      description = "Its architecture: amd64 or arm64 (default: this computer's).")
  Architecture architecture = Architecture.host();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to put the image (default: where 'up' finds it, in ~/.boot2docker).")
  @Nullable Path output;

  @Spec CommandSpec spec;
  @Mixin TrustOptions trust;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  DownloadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    trust.requirePossible();
    Optional<TrustedKeys> keys = trust.keys(url);
    Path place = place(architecture);
    requirePossible(place);
    // In the same file system, so that the image is there whole or not at all.
    try (TemporaryFolder fetched = TemporaryFolder.beside(place, ".download")) {
      ReleaseDownload release = begin(fetched.path(), TrustOptions.endings(keys));
      Set<String> signers = trust.signers(keys, url, fetched.path());
      Path image = release.image(profile, architecture);
      Manifest manifest = manifest(image);
      place = place(known(manifest.architecture()));
      requirePossible(place);
      // In this order: an interruption leaves an image that its sums refuse, and none without any.
      Files.move(image, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      KeptSums.keep(fetched.path(), place);
      report(new Report(place.toString(), manifest.version(), manifest.architecture(), signers));
    }
    return 0;
  }

  private Manifest manifest(Path image) throws BuildException {
    try {
      return Manifest.ofImage(image);
    } catch (IOException e) {
      throw new BuildException(
          "%s: no image of boot2docker, or of another version (%s): tell its maker"
              .formatted(url, e.getMessage()),
          e);
    }
  }

  private Architecture known(String name) throws BuildException {
    return Architecture.ofDebianName(name)
        .orElseThrow(
            () ->
                new BuildException(
                    "%s: an image for %s, which this boot2docker does not know: use a newer one"
                        .formatted(url, name)));
  }

  private Path place(Architecture architecture) {
    return output == null ? Directories.image(System.getenv(), architecture) : output;
  }

  /** A device would be replaced by a file. */
  private static void requirePossible(Path place) throws BuildException {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new BuildException(place + " is no regular file: name another with --output");
    }
    Path parent = place.toAbsolutePath().getParent();
    if (parent != null && Files.exists(parent) && !Files.isDirectory(parent)) {
      throw new BuildException(parent + " is no folder: name another file with --output");
    }
  }

  private ReleaseDownload begin(Path folder, Set<String> endings) throws IOException {
    ReleaseDownload release =
        ReleaseDownload.begin(url, folder, endings, System.getenv(), style.progress(terminal));
    for (String option : List.of(PROFILE, ARCH)) {
      if (!release.isWhole() && spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(),
            "%s chooses an image of a release, and %s names an image: leave one of them out"
                .formatted(option, url));
      }
    }
    return release;
  }

  /**
   * What {@code --json} prints.
   *
   * @param image where it is
   * @param docker Docker's version in it
   * @param architecture Debian's name
   * @param signedBy the keys
   */
  private record Report(String image, String docker, String architecture, Set<String> signedBy) {}

  private void report(Report done) {
    if (style.json) {
      terminal.print(Json.text(done));
    } else if (!style.quiet) {
      boolean own = done.architecture().equals(Architecture.host().debianName());
      String arch = own ? "" : " --arch " + done.architecture();
      String up = "up" + arch + (output == null ? "" : " --iso '" + done.image() + "'");
      terminal.print(
          "%s has Docker %s for %s; %s: start it with: boot2docker %s"
              .formatted(
                  done.image(),
                  done.docker(),
                  done.architecture(),
                  trust.said(done.signedBy()),
                  up));
    }
  }
}
