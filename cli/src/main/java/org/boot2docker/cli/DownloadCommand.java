package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.boot2docker.builder.BuildException;
import org.boot2docker.builder.release.ReleaseDownload;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.image.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      description = "Its architecture: amd64 or arm64 (default: this machine's).")
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
    Path image = output == null ? Directories.image(System.getenv(), architecture) : output;
    if (Files.isDirectory(image)) {
      throw new BuildException(image + " is a folder: name a file in it with --output");
    }
    Path parent = image.toAbsolutePath().getParent();
    // In the same file system, so that the image is there whole or not at all.
    Path fetched = Files.createTempDirectory(Files.createDirectories(parent), ".download");
    try {
      Set<String> signers = fetch(fetched, image);
      report(image, signers);
    } finally {
      Folders.delete(fetched);
    }
    return 0;
  }

  private Set<String> fetch(Path folder, Path image) throws IOException {
    ReleaseDownload download =
        ReleaseDownload.begin(url, folder, System.getenv(), style.progress(terminal));
    Set<String> signers = trust.signers(url, folder);
    for (String option : List.of(PROFILE, ARCH)) {
      if (!download.isWhole() && spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new BuildException(
            "%s chooses an image of a release, and %s names an image: leave one of them out"
                .formatted(option, url));
      }
    }
    Path found = download.image(profile, architecture);
    Files.move(found, image, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return signers;
  }

  /** What {@code --json} prints. */
  private record Report(String image, Set<String> signedBy) {}

  private void report(Path image, Set<String> signers) {
    if (style.json) {
      terminal.print(Json.text(new Report(image.toString(), signers)));
    } else if (!style.quiet) {
      String next = output == null ? "up" : "up --iso " + image;
      terminal.print(
          "%s is whole; %s: start it with 'boot2docker %s', or give it to a machine with 'boot2docker upgrade --iso %s'"
              .formatted(image, trust.said(signers), next, image));
    }
  }
}
