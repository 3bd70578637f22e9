package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.cli.bench.Result;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.Manifest.Part;

/**
 * What {@code bench} measures.
 *
 * @param image the image's file
 * @param docker Docker's version
 * @param kernel the kernel's release
 * @param profile the profile it was built with
 * @param parts its pieces
 * @param accelerator what executed the guests
 * @param unit of the events: {@code ms}, or {@code million instructions}
 * @param boots how often each system was booted
 * @param results the image first, then what was booted beside it
 */
record BenchReport(
    String image,
    String docker,
    String kernel,
    String profile,
    List<Part> parts,
    String accelerator,
    String unit,
    int boots,
    List<Result> results) {

  static BenchReport of(
      Path image, String accelerator, boolean counted, int boots, List<Result> results)
      throws IOException {
    Manifest manifest = Manifest.ofImage(image);
    return new BenchReport(
        image.toString(),
        manifest.version(),
        manifest.kernel(),
        manifest.profile(),
        parts(Files.size(image), manifest),
        accelerator,
        counted ? "million instructions" : "ms",
        boots,
        results);
  }

  /** The manifest's parts, and what is left of the medium: loaders, EFI image, file system. */
  private static List<Part> parts(long bytes, Manifest manifest) {
    List<Part> parts = new ArrayList<>(manifest.parts());
    long known =
        parts.stream().filter(part -> part.in().equals("iso")).mapToLong(Part::bytes).sum();
    parts.add(new Part("boot loaders and ISO 9660", "iso", bytes - known));
    return parts;
  }
}
