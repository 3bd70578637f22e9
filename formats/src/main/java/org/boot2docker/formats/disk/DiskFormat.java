package org.boot2docker.formats.disk;

import java.io.IOException;
import java.nio.file.Path;

/** The formats of disk images that are written. The same disk always gives the same bytes. */
public enum DiskFormat {
  /** The bytes as they are; a sparse file where the file system has such. */
  RAW(".img", RawWriter::write),

  /** QEMU's. */
  QCOW2(".qcow2", Qcow2Writer::write),

  /** VMware's and VirtualBox's, compressed. */
  VMDK(".vmdk", VmdkWriter::write),

  /** Of Azure, which takes no other: all bytes, then a footer. */
  VHD_FIXED(".fixed.vhd", VhdWriter::writeFixed),

  /** Of Hyper-V's first generation, and VirtualBox. */
  VHD(".vhd", VhdWriter::writeDynamic),

  /** Hyper-V's. */
  VHDX(".vhdx", VhdxWriter::write);

  private final String ending;
  private final Writer writer;

  DiskFormat(String ending, Writer writer) {
    this.ending = ending;
    this.writer = writer;
  }

  /** Writes a disk to a file, aside first. */
  @FunctionalInterface
  private interface Writer {
    void write(DiskContent disk, Path file) throws IOException;
  }

  /** What its files' names end with. */
  public String ending() {
    return ending;
  }

  /** Whether zeros take room in its files, or in those of whoever copies them. */
  public boolean isFlat() {
    return this == RAW || this == VHD_FIXED;
  }

  /**
   * Writes a disk to a file, replacing one that is there.
   *
   * @throws IOException when the file can't be written
   */
  public void write(DiskContent disk, Path file) throws IOException {
    writer.write(disk, file);
  }
}
