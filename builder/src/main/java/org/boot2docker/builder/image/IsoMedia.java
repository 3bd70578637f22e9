package org.boot2docker.builder.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.boot2docker.builder.content.PackageFiles;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.fat.FatVolume;
import org.boot2docker.formats.fat.FatWriter;
import org.boot2docker.formats.fat.PlacedFat;
import org.boot2docker.formats.iso.BiosBoot;
import org.boot2docker.formats.iso.EfiBoot;
import org.boot2docker.formats.pe.PeProgram;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.PathPatterns;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.BootFiles;

/** The files of the medium besides kernel and initramfs: boot loaders and what they read. */
final class IsoMedia {
  private static final String ISOLINUX = "isolinux/isolinux.bin";
  private static final String EFI_IMAGE = "boot/grub/efi.img";

  /** What a loader that knows no ISO 9660 needs in its FAT image. */
  private static final List<String> SHARED = List.of(BootFiles.KERNEL, BootFiles.INITRAMFS);

  private static final String TEMPLATES = "efi";
  private static final String CMDLINE = "{cmdline}";

  /** The size of a FAT image in bytes is a multiple of this where every byte counts. */
  private static final long CD_SECTOR = 2 << 10;

  /** And of this where it holds loaders only. */
  private static final long ROUND = 64 << 10;

  /** Debian's GRUB looks for this file to know the medium when it was not booted from a CD. */
  private static final String DISK_INFO = ".disk/info";

  private final PackageStore store;
  private final IsoInputs inputs;
  private final Path spool;
  private final Path unified;

  /**
   * The files of a medium.
   *
   * @param unified where a unified kernel image is written to, if there is one
   */
  IsoMedia(PackageStore store, IsoInputs inputs, Path spool, Path unified) {
    this.store = store;
    this.inputs = inputs;
    this.spool = spool;
    this.unified = unified;
  }

  /** The files that boot loaders read, with the command line filled in; others as they are. */
  static FileTree templates(IsoSpec spec) throws IOException {
    FileTree filled = new FileTree();
    for (Map.Entry<String, Node> entry : spec.media().entries().entrySet()) {
      if (entry.getValue() instanceof RegularFile file) {
        filled.putFile(entry.getKey(), filled(file.content(), spec.cmdline()));
      }
    }
    return filled;
  }

  /** In ISO 8859-1, which leaves every byte what it is: a loader's program may lie there, too. */
  private static Content filled(Content content, String cmdline) throws IOException {
    byte[] words = cmdline.getBytes(StandardCharsets.UTF_8);
    String text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
    return text.contains(CMDLINE)
        ? Content.of(
            text.replace(CMDLINE, new String(words, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1))
        : content;
  }

  /** Puts the boot loader for BIOS on the medium, if the architecture has one. */
  Optional<BiosBoot> addBios(FileTree medium) throws IOException {
    if (inputs.iso().bios().isEmpty()) {
      return Optional.empty();
    }
    FileTree files = unpack(inputs.iso().bios(), inputs.exclude());
    medium.put(ISOLINUX, byName(files, "isolinux.bin"));
    medium.put("isolinux/ldlinux.c32", byName(files, "ldlinux.c32"));
    return Optional.of(new BiosBoot(ISOLINUX, byName(files, "isohdpfx.bin").content()));
  }

  /**
   * Puts the FAT image that UEFI boots from on the medium, which has all other files already.
   *
   * <p>GRUB reads kernel and initramfs from the ISO. systemd-boot reads the FAT image only, and a
   * unified kernel image has them in itself, so they lie there, and the ISO's entries for them
   * point there too.
   */
  Optional<EfiBoot> addEfi(FileTree medium, String label, Instant time) throws IOException {
    if (inputs.iso().uefi().isEmpty()) {
      return Optional.empty();
    }
    FileTree efi = new FileTree();
    Map<String, Inside> inside = putLoader(medium, efi, label);
    if (!inside.isEmpty()) {
      DirectBoot.requireRoom(efi.bytes());
    }
    long step = inside.isEmpty() ? ROUND : CD_SECTOR;
    PlacedFat image =
        FatWriter.place(new FatVolume(efi, label, time), FatWriter.sizeFor(efi, step));
    medium.putFile(EFI_IMAGE, Content.of(image.image()));
    Map<String, Long> shared = new TreeMap<>();
    inside.forEach((path, where) -> shared.put(path, where.in(image)));
    return Optional.of(new EfiBoot(EFI_IMAGE, shared));
  }

  /**
   * Where the bytes of a file of the medium lie in the FAT image.
   *
   * @param file in the FAT image
   * @param offset of the first byte in that file
   */
  private record Inside(String file, long offset) {

    long in(PlacedFat image) {
      return Optional.ofNullable(image.offsets().get(file)).orElseThrow() + offset;
    }
  }

  /** Puts what UEFI starts into the FAT image, and says which files of the medium are in it. */
  private Map<String, Inside> putLoader(FileTree medium, FileTree efi, String label)
      throws IOException {
    String started = "EFI/BOOT/" + inputs.architecture().efiBootFile();
    if (inputs.secureBoot().isPresent()) {
      PeProgram program = unified(medium);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unified), 1 << 20)) {
        program.write(inputs.secureBoot().get().sign(program.sum()), out);
      }
      efi.putFile(started, Content.of(unified));
      // Of a loader that is not there.
      medium.remove(TEMPLATES);
      return Map.of(
          BootFiles.KERNEL, new Inside(started, program.offset(UnifiedKernel.KERNEL)),
          BootFiles.INITRAMFS, new Inside(started, program.offset(UnifiedKernel.INITRAMFS)));
    }
    FileTree files = unpack(inputs.iso().uefi(), inputs.exclude());
    Optional<RegularFile> direct = find(files, DirectBoot.LOADER);
    if (direct.isPresent()) {
      efi.put(started, direct.get());
      moveTemplates(medium, efi);
      Map<String, Inside> inside = new TreeMap<>();
      for (String path : SHARED) {
        efi.put(path, medium.file(path).orElseThrow());
        inside.put(path, new Inside(path, 0));
      }
      return inside;
    }
    efi.put(started, byName(files, "shim"));
    efi.put("EFI/BOOT/" + grub(inputs.architecture()), byName(files, "gcd"));
    medium.putFile(DISK_INFO, Content.of(label + "\n"));
    return Map.of();
  }

  /** Of a stub among files that the description leaves out where they would go into the system. */
  private PeProgram unified(FileTree medium) throws IOException {
    FileTree files = unpack(inputs.iso().uefi(), PathPatterns.NONE);
    return UnifiedKernel.of(
        byName(files, UnifiedKernel.STUB),
        inputs,
        medium.file(BootFiles.KERNEL).orElseThrow().content(),
        medium.file(BootFiles.INITRAMFS).orElseThrow().content());
  }

  /** What Debian's shim starts: {@code grubx64.efi}. */
  private static String grub(Architecture architecture) {
    return "grub" + architecture.efiName() + ".efi";
  }

  /** What the loader reads in the FAT image is below {@code efi/} among the media's files. */
  private static void moveTemplates(FileTree medium, FileTree efi) {
    FileTree templates = medium.select(path -> path.startsWith(TEMPLATES + "/"));
    templates
        .entries()
        .forEach(
            (path, node) -> {
              if (node instanceof RegularFile) {
                efi.put(path.substring(TEMPLATES.length() + 1), node);
              }
              medium.remove(path);
            });
    medium.remove(TEMPLATES);
  }

  private FileTree unpack(List<PackageSpec> specs, PathPatterns exclude) throws IOException {
    PackageFiles files = new PackageFiles(exclude);
    FileTree tree = new FileTree();
    for (PackageSpec each : specs) {
      LockedPackage found = PackageFiles.find(each, inputs.lock().loaders());
      tree.putAll(files.take(each, store.unpack(found, files.wanted(each), spool)));
    }
    return tree;
  }

  private static Optional<RegularFile> find(FileTree tree, String prefix) {
    return tree.entries().entrySet().stream()
        .filter(entry -> FileTree.name(entry.getKey()).startsWith(prefix))
        .map(Map.Entry::getValue)
        .filter(RegularFile.class::isInstance)
        .map(RegularFile.class::cast)
        .findFirst();
  }

  /** Loader files are known by the beginning of their names: the rest has the architecture. */
  private static RegularFile byName(FileTree tree, String prefix) throws BuildException {
    return find(tree, prefix)
        .orElseThrow(
            () ->
                new BuildException(
                    "no boot loader package has a file "
                        + prefix
                        + "*: add it to files under iso.loaders in your description"));
  }
}
