package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.image.size.ImageSize;
import org.boot2docker.image.size.Marginal;
import org.boot2docker.image.size.SizePicture;
import org.boot2docker.image.size.SizeReport;
import org.boot2docker.image.size.SizeReport.FilePart;
import org.boot2docker.image.size.SizeReport.Part;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker size}. */
@Command(
    name = "size",
    description =
        "Show the compressed size of each section, package and file of an image. docs/size.md"
            + " explains how it is measured.")
final class SizeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--iso",
      paramLabel = "FILE",
      description =
          "The image (default: boot2docker.iso, as build makes it, else"
              + " ~/.boot2docker/boot2docker.iso, as up does).")
  @Nullable Path iso;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw a treemap, for a browser, into this file.")
  @Nullable Path svg;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "25",
      description = "How many packages and files are listed (default: ${DEFAULT-VALUE}).")
  int top;

  @Option(
      names = "--without",
      paramLabel = "PATTERN",
      description =
          "Show instead what leaving out the files of this pattern saves. This compresses the"
              + " initramfs twice, which takes minutes.")
  @Nullable String without;

  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  SizeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path iso = image();
    Images.require(iso);
    if (without != null) {
      Marginal marginal =
          Marginal.measure(iso, without, Runtime.getRuntime().availableProcessors());
      terminal.print(style.json ? Json.text(marginal) : sentence(marginal, without));
      return 0;
    }
    SizeReport report = ImageSize.measure(iso);
    if (svg != null) {
      AtomicFile.text(svg, SizePicture.of(report));
    }
    if (style.json) {
      terminal.print(Json.text(report));
    } else if (!style.quiet) {
      print(report);
    }
    return 0;
  }

  private Path image() {
    if (iso != null) {
      return iso;
    }
    Path built = Path.of("boot2docker.iso");
    Path ups = Directories.image(System.getenv(), Architecture.host());
    return Files.exists(built) || !Files.exists(ups) ? built : ups;
  }

  private static String sentence(Marginal marginal, String pattern) {
    return String.format(
        Locale.ROOT,
        "%s: %d files; the initramfs is %,d bytes with them, %,d without: %,d saved",
        pattern,
        marginal.files(),
        marginal.with(),
        marginal.without(),
        marginal.saved());
  }

  private void print(SizeReport report) {
    terminal.print(line("", report.bytes(), report.bytes(), report.image()));
    terminal.print("\nsections of the medium");
    report.sections().forEach(part -> terminal.print(row(part)));
    terminal.print("\npackages in the initramfs: compressed, uncompressed");
    shortened(report.packages()).forEach(part -> terminal.print(row(part)));
    terminal.print("\nfiles in the initramfs: compressed, uncompressed");
    for (FilePart file : shortened(report.files())) {
      terminal.print(line("  ", file.bytes(), file.raw(), "/" + file.path()));
    }
  }

  private <T> List<T> shortened(List<T> parts) {
    return parts.subList(0, Math.max(0, Math.min(top, parts.size())));
  }

  private static String row(Part part) {
    return line("  ", part.bytes(), part.raw(), part.name());
  }

  private static String line(String indent, long bytes, long raw, String name) {
    return String.format(Locale.ROOT, "%s%,12d %,13d  %s", indent, bytes, raw, name);
  }
}
