package org.boot2docker.formats.iso;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.ContentCopy;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.RegularFile;

/** Writes a boot image from the first sector to the last; every file is read once. */
public final class IsoWriter {
  private static final String FORMAT = "ISO 9660";

  /** Where isolinux.bin must have room for its table. */
  private static final int MIN_LOADER = 64;

  private static final int MAX_LOADER = 1 << 20;

  /** Far above what a boot image has; its writer makes it in memory. */
  private static final long MAX_EFI = 1L << 30;

  private final HybridIso iso;
  private final IsoLayout layout;

  /**
   * Lays the image out.
   *
   * @throws FormatException when a boot loader is missing in the tree or unfit, or a file or path
   *     is beyond the limits of ISO 9660
   */
  public IsoWriter(HybridIso iso) throws IOException {
    this.iso = iso;
    if (iso.bios().isPresent()) {
      checkSize(iso.bios().get().path(), MIN_LOADER, MAX_LOADER, "isolinux.bin");
    }
    if (iso.efi().isPresent()) {
      checkSize(iso.efi().get().path(), Sector.BLOCK, MAX_EFI, "the EFI FAT image");
    }
    this.layout = new IsoLayout(iso);
  }

  /** Length of the image in bytes. */
  public long size() {
    return (long) layout.sectors() * Sector.SIZE;
  }

  /**
   * Writes the image; the stream stays open.
   *
   * @throws FormatException when a file changed while it was read
   */
  public void write(OutputStream out) throws IOException {
    SystemArea systemArea = new SystemArea(iso, layout);
    byte[] backup = systemArea.backup();
    out.write(systemArea.bytes());
    out.write(VolumeDescriptors.primary(iso, layout));
    out.write(VolumeDescriptors.bootRecord(layout.catalog().sector()));
    out.write(VolumeDescriptors.terminator());
    out.write(layout.continuation());
    out.write(new BootCatalog(layout.bios(), layout.efi()).bytes());
    out.write(layout.pathTable().bytes(layout.extents(), false));
    out.write(layout.pathTable().bytes(layout.extents(), true));
    for (IsoDirectory directory : layout.directories()) {
      out.write(directory.bytes(layout.extents(), IsoTime.of(iso.time())));
    }
    writeFiles(out);
    Sector.zeros(out, (long) (layout.sectors() - layout.dataEnd()) * Sector.SIZE - backup.length);
    out.write(backup);
  }

  private void writeFiles(OutputStream out) throws IOException {
    int sector = layout.dataStart();
    for (Map.Entry<String, RegularFile> file : layout.files().entrySet()) {
      Extent extent = layout.extent(file.getKey());
      Sector.zeros(out, (long) (extent.sector() - sector) * Sector.SIZE);
      writeFile(file.getKey(), file.getValue().content(), extent, out);
      sector = extent.end();
    }
  }

  private void writeFile(String path, Content content, Extent extent, OutputStream out)
      throws IOException {
    if (Optional.of(extent).equals(layout.bios())) {
      out.write(BootInfoTable.patch(content.bytes(), extent.sector()));
    } else {
      ContentCopy.copy(FORMAT, path, content, out);
    }
    Sector.zeros(out, (long) Sector.count(extent.size()) * Sector.SIZE - extent.size());
  }

  private void checkSize(String path, long min, long max, String what) throws IOException {
    if (!(iso.files().entries().get(path) instanceof RegularFile file)) {
      throw FormatException.of(FORMAT, path, what + " is not there");
    }
    long size = file.content().size();
    if (size < min || size > max) {
      throw FormatException.of(
          FORMAT, path, what + " has " + size + " bytes, not " + min + " to " + max);
    }
  }
}
