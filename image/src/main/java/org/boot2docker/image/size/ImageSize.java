package org.boot2docker.image.size;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.compress.CostCurve;
import org.boot2docker.formats.compress.MeteredDecompression;
import org.boot2docker.formats.cpio.CpioIndex;
import org.boot2docker.formats.cpio.InitramfsInput;
import org.boot2docker.formats.iso.IsoImage;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.size.SizeReport.FilePart;
import org.boot2docker.image.size.SizeReport.Part;

/** Measures a finished image. */
public final class ImageSize {
  private static final String EFI_IMAGE = "boot/grub/efi.img";

  private ImageSize() {}

  /**
   * Reads the whole image once.
   *
   * @throws IOException when it is no image of ours or can't be read
   */
  public static SizeReport measure(Path image) throws IOException {
    Manifest manifest = Manifest.ofImage(image);
    IsoImage iso = IsoReader.read(image);
    FileTree medium = iso.files();
    Content archive = BootFiles.file(iso, image, BootFiles.INITRAMFS).content();
    List<FilePart> files = files(archive, owners(manifest));
    return new SizeReport(
        image.toString(),
        Files.size(image),
        sections(medium, Files.size(image)),
        packages(files),
        files);
  }

  private static List<Part> sections(FileTree medium, long total) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : medium.entries().entrySet()) {
      if (entry.getValue() instanceof RegularFile file) {
        sizes.put(entry.getKey(), file.content().size());
      }
    }
    long booted =
        sizes.getOrDefault(BootFiles.KERNEL, 0L) + sizes.getOrDefault(BootFiles.INITRAMFS, 0L);
    // Kernel and initramfs lie in the EFI image where its loader reads nothing else.
    sizes.computeIfPresent(EFI_IMAGE, (path, size) -> size > booted ? size - booted : size);
    List<Part> sections = new ArrayList<>();
    long known = 0;
    for (Map.Entry<String, Long> section : sizes.entrySet()) {
      sections.add(new Part(section.getKey(), section.getValue(), section.getValue()));
      known += section.getValue();
    }
    sections.add(new Part("file system and padding", total - known, total - known));
    sections.sort(Comparator.comparingLong(Part::bytes).reversed().thenComparing(Part::name));
    return sections;
  }

  private static Map<String, String> owners(Manifest manifest) {
    Map<String, String> owners = new LinkedHashMap<>();
    manifest.files().forEach((owner, paths) -> paths.forEach(path -> owners.put(path, owner)));
    return owners;
  }

  private static List<FilePart> files(Content archive, Map<String, String> owners)
      throws IOException {
    List<FilePart> files = new ArrayList<>();
    long early = InitramfsInput.early(archive);
    try (InputStream in = archive.open()) {
      byte[] notCompressed = in.readNBytes(Math.toIntExact(early));
      for (CpioIndex.Entry entry : CpioIndex.read(new ByteArrayInputStream(notCompressed))) {
        files.add(part(entry, entry.end() - entry.start(), owners));
      }
      try (MeteredDecompression raw = new MeteredDecompression(in)) {
        List<CpioIndex.Entry> entries = CpioIndex.read(raw);
        CostCurve curve = raw.curve();
        for (CpioIndex.Entry entry : entries) {
          files.add(part(entry, curve.cost(entry.start(), entry.end()), owners));
        }
      }
    }
    long known = files.stream().mapToLong(FilePart::bytes).sum();
    files.add(new FilePart("end of the archive", "boot2docker", archive.size() - known, 0));
    files.sort(Comparator.comparingLong(FilePart::bytes).reversed().thenComparing(FilePart::path));
    return files;
  }

  private static FilePart part(CpioIndex.Entry entry, long cost, Map<String, String> owners) {
    String path = entry.path();
    String owner = owners.getOrDefault(path, owners.getOrDefault(top(path), "boot2docker"));
    return new FilePart(path, owner, cost, entry.size());
  }

  /** The modules, of which there are many, are listed by their directory. */
  private static String top(String path) {
    return path.startsWith(Manifest.MODULES + "/") ? Manifest.MODULES : path;
  }

  private static List<Part> packages(List<FilePart> files) {
    Map<String, Part> packages = new LinkedHashMap<>();
    for (FilePart file : files) {
      packages.merge(
          file.owner(),
          new Part(file.owner(), file.bytes(), file.raw()),
          (a, b) -> new Part(a.name(), a.bytes() + b.bytes(), a.raw() + b.raw()));
    }
    return packages.values().stream()
        .sorted(Comparator.comparingLong(Part::bytes).reversed().thenComparing(Part::name))
        .toList();
  }
}
