package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.boot2docker.builder.release.Medium;
import org.boot2docker.builder.release.ReleaseIndex;
import org.boot2docker.builder.release.ReleaseRequest;
import org.boot2docker.builder.release.ReleaseRequest.Wanted;
import org.boot2docker.builder.release.ReleaseWriter;
import org.boot2docker.builder.release.ReleasedImage;
import org.boot2docker.builder.release.Signing;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.image.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker release}. */
@Command(
    name = "release",
    description =
        "Make a release: images, disks for hypervisors, files for the network, sums, signatures,"
            + " bills of materials and a page, in one folder.",
    footer = {
      "Examples:",
      "  boot2docker release out --profiles default,small",
      "  boot2docker release out --archs amd64,arm64 --disks qcow2,ova",
      "  boot2docker release out --previous old --sign-minisign minisign.key",
      "",
      "docs/release.md explains the files."
    })
final class ReleaseCommand implements Callable<Integer> {
  private static final int LEAST_MIB = 64;
  private static final int MOST_MIB = 1 << 20;

  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "The folder; new or empty.")
  Path folder;

  @Option(
      names = "--profiles",
      split = ",",
      paramLabel = "NAME",
      description = "Profiles to build, joined by commas (default: that of --profile).")
  List<String> profiles = List.of();

  @Option(
      names = "--archs",
      split = ",",
      paramLabel = "ARCH",
      converter = ArchitectureConverter.class,
      description = "Architectures to build for, joined by commas (default: that of --arch).")
  List<Architecture> architectures = List.of();

  @Option(
      names = "--disks",
      paramLabel = "FORMATS",
      defaultValue = "raw,qcow2,vmdk,ova,vhd,azure,vhdx",
      description = "Disks to make of each image; none for no disks (default: ${DEFAULT-VALUE}).")
  String disks;

  @Option(
      names = "--data-size",
      paramLabel = "MIB",
      defaultValue = "20480",
      description =
          "Size of the data partition in MiB (default: ${DEFAULT-VALUE}). raw and azure store"
              + " zeros: theirs has 512 MiB at most, and grows with the disk.")
  int dataSize;

  @Option(
      names = "--release-version",
      paramLabel = "TEXT",
      description = "The release's version (default: that of Docker in its first image).")
  @Nullable String version;

  @Option(
      names = "--previous",
      paramLabel = "DIR",
      description = "The release before this one: the notes say what changed since.")
  @Nullable Path previous;

  @Option(
      names = "--locked",
      paramLabel = "DIR",
      description = "Build the packages of this release's lock files, instead of the newest.")
  @Nullable Path locked;

  @Option(
      names = "--sign",
      paramLabel = "KEY",
      description = "Sign the sums with this OpenPGP key of gpg's.")
  @Nullable String openPgp;

  @Option(
      names = "--sign-minisign",
      paramLabel = "FILE",
      description = "Sign the sums with this secret key of minisign's.")
  @Nullable Path minisign;

  @Option(
      names = "--sign-signify",
      paramLabel = "FILE",
      description = "Sign the sums with this secret key of OpenBSD's signify.")
  @Nullable Path signify;

  @Spec CommandSpec spec;
  @Mixin BuildOptions options;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  ReleaseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (dataSize < LEAST_MIB || dataSize > MOST_MIB) {
      throw new ParameterException(
          spec.commandLine(),
          "--data-size %d is no size: give %d to %d".formatted(dataSize, LEAST_MIB, MOST_MIB));
    }
    Set<Wanted> images = images();
    Set<Medium> media = media(images);
    Signing signing =
        new Signing(
            Optional.ofNullable(openPgp),
            Optional.ofNullable(minisign),
            Optional.ofNullable(signify));
    signing.requirePossible();
    ReleaseIndex index;
    try (BuildPrinter printer = new BuildPrinter(terminal, style)) {
      index = ReleaseWriter.write(request(images, media, signing.files()), printer);
    }
    signing.sign(folder, terminal.errors());
    if (style.json) {
      terminal.print(Json.text(index));
    } else if (!style.quiet) {
      for (ReleasedImage image : index.images()) {
        terminal.print(folder.resolve(image.iso()).toString());
      }
    }
    return 0;
  }

  private Set<Wanted> images() {
    // Who names one twice wants it all the same.
    Set<Wanted> wanted = new LinkedHashSet<>();
    for (Architecture each :
        architectures.isEmpty() ? List.of(options.architecture()) : architectures) {
      for (String profile : profiles.isEmpty() ? List.of(options.profile()) : profiles) {
        wanted.add(new Wanted(profile, each));
      }
    }
    return wanted;
  }

  /** Of the disks that nobody has named, those that no image can have are left out later. */
  private Set<Medium> media(Set<Wanted> images) {
    boolean named = spec.commandLine().getParseResult().hasMatchedOption("--disks");
    Set<Medium> media = new LinkedHashSet<>();
    for (String name : disks.equals("none") ? List.<String>of() : Arrays.asList(disks.split(","))) {
      Medium medium = named(name);
      if (named && images.stream().noneMatch(each -> medium.isFor(each.architecture()))) {
        throw new ParameterException(
            spec.commandLine(),
            "--disks %s: there is none for %s: choose a disk, such as vmdk"
                .formatted(name, images.iterator().next().architecture().debianName()));
      }
      media.add(medium);
    }
    return media;
  }

  private Medium named(String name) {
    try {
      return Medium.named(name);
    } catch (BuildException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private ReleaseRequest request(Set<Wanted> wanted, Set<Medium> media, List<String> signatures) {
    return new ReleaseRequest(
        folder,
        Optional.ofNullable(version),
        ToolVersion.number(),
        List.copyOf(wanted),
        List.copyOf(media),
        dataSize,
        Optional.ofNullable(locked),
        Optional.ofNullable(previous),
        signatures,
        (image, output, lock) ->
            options.request(image.profile(), image.architecture(), output, lock));
  }
}
