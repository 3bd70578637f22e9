package org.boot2docker.boottest.medium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.BootFiles;
import org.boot2docker.machine.model.FirmwareKind;

/** Where on a medium which part is, and bits drawn from there. */
final class Places {
  /**
   * Of ten bits, those that are drawn from one part; the others are drawn from all of the medium,
   * which is kernel and initramfs for the most part.
   */
  private static final int LOADER_OF_TEN = 2;

  private static final int REST_OF_TEN = 1;

  /** So many numbers in a row have bits of every part. */
  static final int IN_A_ROW = 10;

  /** The first number of them whose bit is drawn from all of the medium. */
  static final int FIRST_ANYWHERE = LOADER_OF_TEN + REST_OF_TEN;

  private record Extent(Part part, FirmwareKind firmware, long offset, long size) {}

  private final List<Extent> files = new ArrayList<>();
  private final long size;

  /** Those of an image. */
  Places(Path iso) throws IOException {
    size = Files.size(iso);
    FileTree tree = IsoReader.read(iso).files();
    for (String path : tree.entries().keySet()) {
      if (tree.file(path).map(RegularFile::content).orElse(null) instanceof FileSlice slice) {
        FirmwareKind firmware =
            path.startsWith("boot/grub/") ? FirmwareKind.UEFI : FirmwareKind.BIOS;
        files.add(new Extent(part(path), firmware, slice.offset(), slice.size()));
      }
    }
    files.sort(Comparator.comparingLong(Extent::offset));
  }

  private static Part part(String path) {
    return switch (path) {
      case BootFiles.KERNEL -> Part.KERNEL;
      case BootFiles.INITRAMFS -> Part.INITRAMFS;
      default ->
          path.startsWith("isolinux/") || path.startsWith("boot/grub/") ? Part.LOADER : Part.REST;
    };
  }

  /**
   * The bit of a number.
   *
   * @param number from 0; ten in a row have some of each part
   */
  Flip draw(int number, Random random) {
    int turn = number % IN_A_ROW;
    if (turn < LOADER_OF_TEN) {
      List<Extent> loaders = files.stream().filter(each -> each.part() == Part.LOADER).toList();
      // The files of BIOS are a tenth of UEFI's; each kind of firmware is tried as often.
      FirmwareKind firmware = turn == 0 ? FirmwareKind.BIOS : FirmwareKind.UEFI;
      return within(loaders.stream().filter(each -> each.firmware() == firmware).toList(), random);
    }
    if (turn < FIRST_ANYWHERE) {
      Extent descriptors = new Extent(Part.REST, FirmwareKind.BIOS, 0, files.get(0).offset());
      return within(List.of(descriptors), random);
    }
    Extent all = new Extent(Part.REST, FirmwareKind.BIOS, 0, size);
    Flip anywhere = within(List.of(all), random);
    return new Flip(
        partAt(anywhere.offset()), anywhere.offset(), anywhere.bit(), anywhere.firmware());
  }

  private static Flip within(List<Extent> extents, Random random) {
    long left = random.nextLong(extents.stream().mapToLong(Extent::size).sum());
    int bit = random.nextInt(8);
    for (Extent each : extents) {
      if (left < each.size()) {
        return new Flip(each.part(), each.offset() + left, bit, each.firmware());
      }
      left -= each.size();
    }
    throw new IllegalArgumentException("nothing to draw from");
  }

  private Part partAt(long offset) {
    return files.stream()
        .filter(each -> each.offset() <= offset && offset < each.offset() + each.size())
        .map(Extent::part)
        .findFirst()
        .orElse(Part.REST);
  }
}
