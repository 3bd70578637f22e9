package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.boot2docker.formats.text.Markup;

/** The page of a release, for a browser. */
final class ReleasePage {
  static final String FILE = "index.html";

  /** What the files are, in the order of the page. */
  private static final Map<String, String> KINDS = kinds();

  private ReleasePage() {}

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("iso", "CD, USB stick or disk, BIOS and UEFI; also for UEFI HTTP boot");
    kinds.put("raw", "disk with a data partition, for dd");
    kinds.put("qcow2", "disk with a data partition, for QEMU");
    kinds.put("vmdk", "disk with a data partition, for VMware and VirtualBox");
    kinds.put("ova", "a machine to import, for VMware and VirtualBox");
    kinds.put("vhd", "disk with a data partition, for older Hyper-V");
    kinds.put("azure", "disk with a data partition, for Azure");
    kinds.put("vhdx", "disk with a data partition, for Hyper-V");
    kinds.put("unified", "one signed program for UEFI, with Secure Boot");
    kinds.put("kernel", "kernel");
    kinds.put("initramfs", "RAM file system");
    kinds.put("ipxe", "script for iPXE");
    kinds.put("lock", "the exact packages: builds the same image again");
    kinds.put("manifest", "what it is made of");
    kinds.put("files", "every file with its sum and packages");
    kinds.put("cyclonedx", "bill of materials, CycloneDX");
    kinds.put("spdx", "bill of materials, SPDX");
    kinds.put("provenance", "how it was made, in-toto and SLSA");
    kinds.put("copyright", "copyright files of all packages");
    kinds.put("config", "configuration of the kernel");
    return kinds;
  }

  static String html(ReleaseIndex index, Path folder, ReleaseNotes notes) throws IOException {
    StringBuilder body = new StringBuilder();
    body.append("<p>Sums: ").append(links(List.of(Sums.SHA256, Sums.SHA512))).append(". ");
    body.append(signed(index.signatures()));
    body.append("<a href=\"NOTES.md\">Release notes</a>.</p>\n");
    for (ReleasedImage image : index.images()) {
      body.append("<h2>").append(Markup.escaped(image.name())).append("</h2>\n<p>Docker ");
      body.append(Markup.escaped(image.docker())).append(", Linux ");
      body.append(Markup.escaped(image.kernel())).append("</p>\n<table>\n");
      for (Map.Entry<String, String> kind : KINDS.entrySet()) {
        String file = image.files().getOrDefault(kind.getKey(), "");
        if (!file.isEmpty()) {
          // That of the provenance depends on who compiled the tool, and this page must not.
          boolean summed = !kind.getKey().equals("provenance");
          row(
              body,
              file,
              Markup.escaped(kind.getValue()) + (summed ? sum(folder.resolve(file)) : ""),
              folder);
        }
      }
      body.append("</table>\n");
    }
    for (ImageDiff diff : notes.changes()) {
      body.append("<h2>Changes of ").append(Markup.escaped(diff.after())).append(" since ");
      body.append(Markup.escaped(diff.before())).append("</h2>\n");
      body.append(new DiffPrinter(diff, ReleaseNotes.MOST).htmlTables());
    }
    return Html.page("boot2docker " + index.version(), body.toString());
  }

  private static String signed(List<String> signatures) {
    return signatures.isEmpty()
        ? "This page names no signatures of them. "
        : "Signatures: "
            + links(signatures)
            + ". Check all with <code>boot2docker verify URL --key FILE</code>. ";
  }

  private static String links(List<String> files) {
    return files.stream()
        .map(Markup::escaped)
        .map(file -> "<a href=\"" + file + "\">" + file + "</a>")
        .collect(Collectors.joining(", "));
  }

  private static void row(StringBuilder body, String file, String html, Path folder)
      throws IOException {
    Path path = folder.resolve(file);
    String size = String.format(Locale.ROOT, "%.1f MB", Files.size(path) / 1e6);
    body.append("<tr><td><a href=\"").append(Markup.escaped(file)).append("\">");
    body.append(Markup.escaped(file)).append("</a></td><td>").append(size).append("</td><td>");
    body.append(html).append("</td></tr>\n");
  }

  private static String sum(Path file) throws IOException {
    return "<br><code>" + Sums.of(file).get(Sums.SHA256) + "</code>";
  }
}
