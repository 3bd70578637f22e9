package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.boot2docker.builder.release.DiffPrinter;
import org.boot2docker.builder.release.ImageDiff;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code boot2docker diff}. */
@Command(
    name = "diff",
    description =
        "Show what differs between two images, releases, manifests or lock files: packages, files,"
            + " sizes, kernel options.")
final class DiffCommand implements Callable<Integer> {
  private static final int USUAL = 40;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "OLD", description = "An image, release, manifest or lock.")
  Path before;

  @Parameters(index = "1", paramLabel = "NEW", description = "Another one.")
  Path after;

  @Option(names = "--all", description = "Show all lines of long lists.")
  boolean all;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page for a browser into this file.")
  @Nullable Path html;

  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  DiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<ImageDiff> diffs = ImageDiff.of(before, after);
    int most = all ? Integer.MAX_VALUE : USUAL;
    if (html != null) {
      AtomicFile.text(html, DiffPrinter.html(diffs, most));
      style.progress(terminal).say("wrote " + html);
    }
    if (style.json) {
      terminal.print(Json.text(diffs));
    } else if (!style.quiet && html == null) {
      for (ImageDiff diff : diffs) {
        new DiffPrinter(diff, most).text().forEach(terminal::print);
      }
    }
    return 0;
  }
}
