package org.boot2docker.guest.init.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.boot2docker.guest.init.format.FormatMagic;

/** A block device that could hold data, with its first bytes. */
final class Device {
  /** How many bytes from its beginning are looked at. */
  static final int START_BYTES = FormatMagic.REQUEST_BYTES;

  private static final byte[] LUKS = {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe};
  private static final byte[] SWAP = "SWAPSPACE2".getBytes(StandardCharsets.US_ASCII);
  private static final int SWAP_AT = 4086;
  private static final int SWAP_LABEL = 1052;
  private static final int SWAP_LABEL_BYTES = 16;
  private static final byte[] GPT = "EFI PART".getBytes(StandardCharsets.US_ASCII);
  private static final int GPT_AT = 512;

  private final String name;
  private final String disk;
  private final long bytes;
  private final boolean readOnly;
  private final String partitionName;
  private final byte[] start;
  private final boolean raidMember;

  Device(
      String name,
      String disk,
      long bytes,
      boolean readOnly,
      String partitionName,
      byte[] start,
      boolean raidMember) {
    this.name = name;
    this.disk = disk;
    this.bytes = bytes;
    this.readOnly = readOnly;
    this.partitionName = partitionName;
    this.start = start;
    this.raidMember = raidMember;
  }

  /** Its kernel name, such as {@code sda1}. */
  String name() {
    return name;
  }

  /** The disk that it is a partition of, or its own name. */
  String disk() {
    return disk;
  }

  String path() {
    return "/dev/" + name;
  }

  long bytes() {
    return bytes;
  }

  boolean isWhole() {
    return name.equals(disk);
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /** Its name in a GUID partition table; empty when it has none. */
  String partitionName() {
    return partitionName;
  }

  boolean isReadable() {
    return start.length > 0;
  }

  /** Whether it is too small to be of any use to Docker. */
  boolean isTiny() {
    return bytes < FormatMagic.LEAST_BYTES;
  }

  /** Whether its first bytes ask for it to be formatted. */
  boolean asks() {
    return isWhole() && FormatMagic.mayBeOn(name) && FormatMagic.isAt(start, start.length);
  }

  /** Of what is on it by itself: a member of a mirror looks as if it had its file system. */
  Optional<Superblock> superblock() {
    return raidMember ? Optional.empty() : Superblock.parse(start, start.length);
  }

  /** Whether it is one of the disks of a software RAID, which must stay the same as the others. */
  boolean isRaidMember() {
    return raidMember;
  }

  /** Whether a superblock is there and has the label that the contract names. */
  boolean hasDefaultLabel() {
    return superblock().filter(s -> s.label().equals(DataOption.DEFAULT_LABEL)).isPresent();
  }

  boolean isEncrypted() {
    return holds(0, LUKS);
  }

  /** Whether it begins with a GUID partition table. */
  boolean hasTable() {
    return holds(GPT_AT, GPT);
  }

  /** Whether it is swap space with this label. */
  boolean isSwap(String label) {
    byte[] padded = Arrays.copyOf(bytes(label), SWAP_LABEL_BYTES);
    return holds(SWAP_AT, SWAP) && holds(SWAP_LABEL, padded);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private boolean holds(int at, byte[] expected) {
    if (at + expected.length > start.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (start[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
