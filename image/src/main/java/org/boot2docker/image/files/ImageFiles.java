package org.boot2docker.image.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.cpio.CpioFiles;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.formats.iso.IsoImage;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.Manifest;

/** Reads all files of an image. */
public final class ImageFiles {
  private final Manifest manifest;
  private final Map<String, List<String>> owners = new HashMap<>();
  private final List<ImageFile> files = new ArrayList<>();

  private ImageFiles(Manifest manifest) {
    this.manifest = manifest;
    manifest
        .files()
        .forEach((names, paths) -> paths.forEach(path -> owners.put(path, names(names))));
  }

  /**
   * Reads an image once; takes room for its unpacked RAM file system beside it, for a moment.
   *
   * @return sorted by place and path
   * @throws IOException when it is no image of ours or can't be read
   */
  public static List<ImageFile> of(Path image) throws IOException {
    return of(image, image);
  }

  /**
   * Reads an image once; takes room for its unpacked RAM file system beside another file or folder,
   * for a moment.
   *
   * @return sorted by place and path
   * @throws IOException when it is no image of ours or can't be read
   */
  public static List<ImageFile> of(Path image, Path beside) throws IOException {
    IsoImage iso = IsoReader.read(image);
    ImageFiles reader = new ImageFiles(Manifest.ofImage(image));
    reader.readMedium(iso);
    try (TemporaryFolder aside = TemporaryFolder.near(beside, ".initramfs")) {
      Path packed = aside.path().resolve("packed");
      Path unpacked = aside.path().resolve("unpacked");
      Content archive = BootFiles.file(iso, image, BootFiles.INITRAMFS).content();
      try (InputStream in = archive.open();
          OutputStream out = Files.newOutputStream(packed)) {
        in.transferTo(out);
      }
      BootFiles.unpack(packed, unpacked, true);
      reader.readInitramfs(unpacked);
    }
    reader.files.sort(Comparator.comparing(ImageFile::in).thenComparing(ImageFile::path));
    return List.copyOf(reader.files);
  }

  private void readMedium(IsoImage iso) throws IOException {
    for (Map.Entry<String, Node> entry : iso.files().entries().entrySet()) {
      if (entry.getValue() instanceof RegularFile file) {
        Sums sums = Sums.of(file.content());
        add(ImageFile.ISO, entry.getKey(), sums, mediumOwners(entry.getKey()));
      }
    }
  }

  /** The manifest doesn't list these: the kernel is from the first package of its step. */
  private List<String> mediumOwners(String path) {
    if (path.equals(BootFiles.KERNEL)) {
      return manifest.packages().stream()
          .filter(each -> each.step().equals("base"))
          .limit(1)
          .map(Manifest.Component::name)
          .toList();
    }
    return path.startsWith("isolinux/") && !path.endsWith(".cfg") || path.endsWith("efi.img")
        ? loaders(path.endsWith("efi.img"))
        : List.of();
  }

  private List<String> loaders(boolean uefi) {
    return manifest.packages().stream()
        .filter(each -> each.step().equals("loaders"))
        .map(Manifest.Component::name)
        .filter(name -> uefi == !name.contains("linux"))
        .toList();
  }

  private void readInitramfs(Path unpacked) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(unpacked), 1 << 20)) {
      CpioFiles.read(in, Sums::of)
          .forEach((path, sums) -> add(ImageFile.INITRAMFS, path, sums, ownersOf(path)));
    }
  }

  private List<String> ownersOf(String path) {
    String key = path.startsWith(Manifest.MODULES + "/") ? Manifest.MODULES : path;
    return owners.getOrDefault(path, owners.getOrDefault(key, List.of()));
  }

  private void add(String in, String path, Sums sums, List<String> packages) {
    files.add(new ImageFile(in, path, sums.size(), sums.sha256(), sums.sha1(), packages));
  }

  /** What is listed of a file's contents. */
  private record Sums(long size, String sha256, String sha1) {
    private static final int BUFFER = 1 << 16;

    static Sums of(Content content) throws IOException {
      MessageDigest sha256 = Sha256.start();
      MessageDigest sha1 = sha1Digest();
      byte[] buffer = new byte[BUFFER];
      try (InputStream bytes = content.open()) {
        for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
          sha256.update(buffer, 0, n);
          sha1.update(buffer, 0, n);
        }
      }
      HexFormat hex = HexFormat.of();
      return new Sums(content.size(), hex.formatHex(sha256.digest()), hex.formatHex(sha1.digest()));
    }

    private static MessageDigest sha1Digest() {
      try {
        return MessageDigest.getInstance("SHA-1");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-1", e);
      }
    }
  }

  /**
   * A file system within the image may have files of several packages, joined by a plus sign, which
   * names of packages may have, too.
   */
  private List<String> names(String joined) {
    List<String> names = new ArrayList<>();
    String rest = joined;
    while (!rest.isEmpty()) {
      String name = first(rest);
      names.add(name);
      rest = rest.length() == name.length() ? "" : rest.substring(name.length() + 1);
    }
    return names;
  }

  private String first(String joined) {
    return manifest.packages().stream()
        .map(Manifest.Component::name)
        .filter(name -> joined.equals(name) || joined.startsWith(name + "+"))
        .max(Comparator.comparingInt(String::length))
        .orElse(joined);
  }
}
