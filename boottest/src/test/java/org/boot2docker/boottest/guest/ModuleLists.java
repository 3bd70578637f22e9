package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.machine.ssh.ExecResult;

/** The kernel modules that manual and description promise. */
final class ModuleLists {
  private static final String TABLE = "| group |";

  private ModuleLists() {}

  /** Whether the kernel is Debian's; one from source has modules of its own choice. */
  static boolean hasDebiansKernel(BuiltImage image) {
    return image.manifest().kernelBuild().isEmpty();
  }

  /** The manual's first table: what every image with Debian's kernel has. */
  static List<String> ofDebiansKernel() throws IOException {
    return table(manual());
  }

  /** What the image's module pack has besides: the manual's second table, or the source's list. */
  static List<String> ofThePack(BuiltImage image) throws IOException {
    if (hasDebiansKernel(image)) {
      List<String> rest = manual().stream().dropWhile(line -> !line.startsWith(TABLE)).toList();
      return table(rest.stream().dropWhile(line -> line.startsWith("|")).toList());
    }
    return Files.readAllLines(BuiltImage.distribution().resolve("base/modules.source-pack"))
        .stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  /**
   * Loads them all in the guest, but the one for processors of Intel, which QEMU does not emulate.
   */
  static void load(Guest guest, List<String> modules) throws IOException {
    ExecResult result =
        guest.exec(
            "for m in %s; do sudo modprobe $m || echo $m; done"
                .formatted(
                    modules.stream()
                        .filter(module -> !module.equals("kvm-intel"))
                        .collect(Collectors.joining(" "))));
    assertThat(result.out() + result.err()).as("modules that do not load").isBlank();
  }

  private static List<String> manual() throws IOException {
    Path manual = BuiltImage.distribution().resolveSibling("docs/modules.md");
    return Files.readAllLines(manual);
  }

  private static List<String> table(List<String> lines) {
    String rows =
        String.join(
            "\n",
            lines.stream()
                .dropWhile(line -> !line.startsWith(TABLE))
                .takeWhile(line -> line.startsWith("|"))
                .toList());
    List<String> names =
        Pattern.compile("`([^`]+)`").matcher(rows).results().map(word -> word.group(1)).toList();
    assertThat(names).as("modules of a table of the manual").hasSizeGreaterThan(30);
    return names;
  }
}
