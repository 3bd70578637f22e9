package org.boot2docker.machine.model;

import java.nio.file.Path;
import java.util.Locale;

/**
 * A disk image that the guest sees as a writable virtio disk.
 *
 * <p>The format is always said, never guessed: a guest could write a qcow2 header into a raw disk
 * and so name any file of the host as its backing file.
 */
public record DataDisk(Path file, Format format) {

  /** Layout of a disk image file. */
  public enum Format {
    /** The disk's bytes as they are. */
    RAW,
    /** QEMU's copy-on-write format, version 2 or 3. */
    QCOW2;

    /** QEMU's name of it. */
    public String qemuName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A disk whose format goes by the file's name: qcow2 when it ends so, else raw. */
  public static DataDisk named(Path file) {
    return file.toString().endsWith(".qcow2") ? qcow2(file) : raw(file);
  }

  /** A raw disk. */
  public static DataDisk raw(Path file) {
    return new DataDisk(file, Format.RAW);
  }

  /** A qcow2 disk. */
  public static DataDisk qcow2(Path file) {
    return new DataDisk(file, Format.QCOW2);
  }
}
