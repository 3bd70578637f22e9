package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.boot2docker.builder.CacheFolder;
import org.boot2docker.builder.release.Rebuild;
import org.boot2docker.builder.release.ReleaseDownload;
import org.boot2docker.builder.release.TrustedKeys;
import org.boot2docker.builder.release.Verification;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code boot2docker verify}. */
@Command(
    name = "verify",
    description =
        "Check a release, or one of its files: signatures, sums, and what its lists say of the"
            + " image.",
    footer = {
      "Examples:",
      "  boot2docker verify out",
      "  boot2docker verify out --rebuild",
      "  boot2docker verify https://example.org/release/boot2docker.iso --key maker.asc",
      "",
      "docs/release.md explains what is checked."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "RELEASE",
      description = "The folder of a release, a file in it, or the address of either.")
  String release;

  @Option(
      names = "--rebuild",
      description = "Build the release again from its lock files, and compare every byte.")
  boolean rebuild;

  @Option(
      names = "--previous",
      paramLabel = "DIR",
      description = "For --rebuild: the release that the notes compare with.")
  @Nullable Path previous;

  @Mixin TrustOptions trust;
  @Mixin BuildOptions options;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    trust.requirePossible();
    boolean local = !release.matches("(?i)https?://.*");
    if (local) {
      InputFile.requireOrFolder(Path.of(release));
    }
    Optional<TrustedKeys> keys = trust.keys(release);
    if (local) {
      Path here = Path.of(release);
      boolean whole = Files.isDirectory(here);
      requireWholeToRebuild(whole);
      Path folder = whole ? here : Verification.folderOf(here);
      return verify(here, trust.signers(keys, release, folder));
    }
    try (CacheFolder fetched = temporary("release-")) {
      ReleaseDownload download =
          ReleaseDownload.begin(
              release,
              fetched.path(),
              TrustOptions.endings(keys),
              System.getenv(),
              style.progress(terminal));
      requireWholeToRebuild(download.isWhole());
      // Who signed the sums is asked before the rest is fetched.
      Set<String> signers = trust.signers(keys, release, fetched.path());
      return verify(download.fetch(), signers);
    }
  }

  private CacheFolder temporary(String prefix) throws IOException {
    return CacheFolder.make(options.cache(), prefix, style.progress(terminal));
  }

  private void requireWholeToRebuild(boolean whole) throws BuildException {
    if (rebuild && !whole) {
      throw new BuildException(
          "--rebuild compares whole releases, and " + release + " is a file: name its folder");
    }
  }

  private Integer verify(Path what, Set<String> signers) throws IOException {
    if (Files.isDirectory(what)) {
      Verification.all(what, style.progress(terminal));
    } else {
      Verification.one(what, style.progress(terminal));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("release", release);
    result.put("signedBy", signers);
    if (rebuild) {
      result.put("rebuiltFiles", rebuilt(what));
    }
    if (style.json) {
      terminal.print(Json.text(result));
    } else if (!style.quiet) {
      terminal.print(summary(result, signers));
    }
    return 0;
  }

  /** What is in the cache beside packages may be what the release was made of. */
  private int rebuilt(Path folder) throws IOException {
    try (CacheFolder steps = temporary("steps-");
        BuildPrinter printer = new BuildPrinter(terminal, style)) {
      return Rebuild.compare(
          folder,
          ToolVersion.number(),
          Optional.ofNullable(previous),
          (image, output, lock) ->
              options
                  .request(image.profile(), image.architecture(), output, lock)
                  .withSteps(steps.path().resolve("steps")),
          printer);
    }
  }

  private String summary(Map<String, Object> result, Set<String> signers) {
    String again =
        rebuild ? "; " + result.get("rebuiltFiles") + " files rebuilt, all the same" : "";
    return release + " is whole; " + trust.said(signers) + again;
  }
}
