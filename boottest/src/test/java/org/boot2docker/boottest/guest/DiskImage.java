package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.boot2docker.boottest.lab.HostTool;

/**
 * A disk image made with this machine's tools.
 *
 * @param file the raw image
 * @param offset where its file system begins, in bytes
 */
public record DiskImage(Path file, long offset) {
  private static final long MIB = 1 << 20;
  private static final long SIZE_MIB = 1024;
  private static final String LINUX = "8300";
  private static final String ESP = "ef00";

  /** ext4 in the only partition of a GPT. */
  public static DiskImage partitioned(Path file, String label) throws IOException {
    empty(file);
    partition(file, LINUX);
    long blocks = (SIZE_MIB - 2) * 1024;
    tool(file, "mkfs.ext4", "-q", "-L", label, "-E", "offset=" + MIB, name(file), blocks + "k");
    return new DiskImage(file, MIB);
  }

  /** ext4 on the whole disk, without a label. */
  static DiskImage whole(Path file) throws IOException {
    empty(file);
    tool(file, "mkfs.ext4", "-q", name(file));
    return new DiskImage(file, 0);
  }

  /** Nothing but zeros. */
  static DiskImage blank(Path file) throws IOException {
    empty(file);
    return new DiskImage(file, 0);
  }

  /** ext4 on a whole disk of some size, with a label. */
  public static DiskImage labelled(Path file, long mib, String label) throws IOException {
    beginning(file, mib, new byte[1]);
    tool(file, "mkfs.ext4", "-q", "-L", label, name(file));
    return new DiskImage(file, 0);
  }

  /** A disk of some size that begins with these bytes. */
  public static DiskImage beginning(Path file, long mib, byte[] start) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), mib * MIB - 1);
      channel.write(ByteBuffer.wrap(start), 0);
    }
    return new DiskImage(file, 0);
  }

  /** Makes the disk larger, with zeros at its end. */
  void enlarge(long mib) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), mib * MIB - 1);
    }
  }

  /** Its first bytes. */
  byte[] start(int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(length);
    }
  }

  /** How much room it takes on this machine, in bytes. */
  long allocated() throws IOException {
    return 1024
        * Long.parseLong(
            HostTool.run(file.getParent(), "du", "-k", name(file))
                .succeeded()
                .out()
                .split("\t", 2)[0]);
  }

  /** What sgdisk finds when it verifies the partition table. */
  String tableCheck() throws IOException {
    return HostTool.run(file.getParent(), "sgdisk", "-v", name(file)).succeeded().out();
  }

  /** Somebody else's: a GPT with a FAT partition. */
  static DiskImage foreign(Path file) throws IOException {
    empty(file);
    partition(file, ESP);
    tool(
        file,
        "mkfs.fat",
        "-F",
        "16",
        "--offset",
        Long.toString(MIB / 512),
        "-n",
        "FOREIGN",
        name(file),
        "100000");
    return new DiskImage(file, MIB);
  }

  /** Somebody else's: xfs, without partitions, whose driver only the module pack has. */
  static DiskImage xfs(Path file) throws IOException {
    empty(file);
    tool(file, "mkfs.xfs", "-q", name(file));
    return new DiskImage(file, 0);
  }

  private static void empty(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), SIZE_MIB * MIB - 1);
    }
  }

  private static void partition(Path file, String type) throws IOException {
    tool(file, "sgdisk", "--new=1:2048:0", "--typecode=1:" + type, name(file));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static void tool(Path file, String... command) throws IOException {
    HostTool.run(file.getParent(), command).succeeded();
  }

  /** Overwrites part of the disk. */
  void overwrite(long from, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), from);
    }
  }

  /** Lets debugfs change the file system of a whole disk. */
  void debugfs(String request) throws IOException {
    tool(file, "debugfs", "-w", "-R", request, name(file));
  }

  /** What e2fsck thinks of the file system, which it only reads. */
  HostTool.Result check() throws IOException {
    String where = offset == 0 ? name(file) : name(file) + "?offset=" + offset;
    return HostTool.run(file.getParent(), "e2fsck", "-fn", where);
  }

  /** What the superblock says, by dumpe2fs. */
  String superblock() throws IOException {
    String where = offset == 0 ? name(file) : name(file) + "?offset=" + offset;
    return HostTool.run(file.getParent(), "dumpe2fs", "-h", where).succeeded().out();
  }

  /** A sum of all its bytes. */
  String sha256() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 20];
      int length = in.read(buffer);
      while (length >= 0) {
        digest.update(buffer, 0, length);
        length = in.read(buffer);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
