package org.boot2docker.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.boot2docker.builder.description.MergedDescription;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.partition.Gpt;
import org.boot2docker.formats.partition.Guid;
import org.boot2docker.machine.boot.ImageFile;
import org.boot2docker.machine.disk.DataDisks;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.settings.KeptSettings;

/** What users give to the tool: descriptions, locks, settings, disks, options. */
final class ToolTargets {
  private static final int SECTOR = 512;
  private static final long LEAST_BYTES = 64 << 20;
  private static final int DISK_BYTES = 48 << 10;

  private ToolTargets() {}

  static List<Target> all() {
    return List.of(
        Target.of(
            "description",
            Samples.texts("rootfs:\n  +packages:\n    - name: nano\n      files: [usr/**]\n"),
            description(),
            IOException.class),
        Target.of(
            "lock",
            Samples.texts(
                "{\"format\":1,\"architecture\":\"amd64\",\"base\":[],\"rootfs\":[],\"docker\":[],\"loaders\":[]}"),
            Samples.file("fuzz.lock", LockFile::read),
            IOException.class),
        Target.of(
            "machine-yaml",
            Samples.texts("memory: 2048\ncpus: 2\nports: [\"8080:80\", \"53:53\"]\n# why\n"),
            Samples.file("machine.yaml", KeptSettings::of),
            IOException.class),
        Target.of(
            "raw-disk",
            List.of(gptDisk(), "boot2docker, please format-me".getBytes(StandardCharsets.UTF_8)),
            Samples.file("disk.img", ToolTargets::checkRaw),
            IOException.class),
        Target.of(
            "qcow2",
            List.of(qcow2()),
            Samples.file("disk.qcow2", file -> check(DataDisk.qcow2(file))),
            IOException.class),
        Target.of(
            "image-file",
            List.of(gptDisk()),
            Samples.file("image.iso", ImageFile::of),
            IOException.class),
        Target.of(
            "options",
            Samples.texts("8080:80", "127.0.0.1:1-2:3-4/udp", "20G", "/home/me:/work"),
            ToolTargets::options,
            IllegalArgumentException.class));
  }

  /** Laid over ours, as --with does. */
  private static Target.Reader description() {
    return Samples.file(
        "image.yaml",
        file -> {
          Path ours = Path.of("..", "distro").toAbsolutePath().normalize();
          MergedDescription.of(ours, List.of(file), "default", Architecture.AMD64).values();
        });
  }

  private static void checkRaw(Path file) throws IOException {
    try (FileChannel disk = FileChannel.open(file, StandardOpenOption.WRITE)) {
      disk.write(ByteBuffer.allocate(1), LEAST_BYTES - 1);
    }
    check(DataDisk.raw(file));
  }

  private static void check(DataDisk disk) throws IOException {
    DataDisks.check(List.of(disk), line -> {});
  }

  /** One partition with the magic number of ext4 in it. */
  private static byte[] gptDisk() {
    byte[] disk = new byte[DISK_BYTES];
    long sectors = DISK_BYTES / SECTOR;
    Gpt table =
        Gpt.empty(SECTOR, sectors, Guid.ofHash(new byte[32], 0))
            .with(1, Guid.LINUX_DATA, Guid.ofHash(new byte[32], 16), 40, 60, "data");
    put(disk, 0, table.protectiveMbr());
    put(disk, SECTOR, table.primaryHeader(0));
    put(disk, (int) table.entriesAt() * SECTOR, table.entries());
    disk[40 * SECTOR + 0x438] = 0x53;
    disk[40 * SECTOR + 0x439] = (byte) 0xef;
    return disk;
  }

  private static void put(byte[] disk, int at, byte[] bytes) {
    System.arraycopy(bytes, 0, disk, at, Math.min(bytes.length, disk.length - at));
  }

  /** Version 3, clusters of 4 KiB, one cluster of data with the text that asks to be formatted. */
  private static byte[] qcow2() {
    ByteBuffer disk = ByteBuffer.allocate(5 << 12).order(ByteOrder.BIG_ENDIAN);
    disk.putInt(0, 0x514649fb).putInt(4, 3).putInt(20, 12).putLong(24, 1L << 30);
    disk.putInt(36, 512).putLong(40, 1 << 12).putLong(48, 4 << 12).putInt(56, 1);
    disk.putInt(96, 4).putInt(100, 104);
    disk.putLong(1 << 12, 2 << 12 | 1L << 63).putLong(2 << 12, 3 << 12 | 1L << 63);
    disk.position(3 << 12).put("boot2docker, please format-me".getBytes(StandardCharsets.UTF_8));
    return disk.array();
  }

  private static void options(byte[] input) {
    String text = Samples.text(input);
    List<Consumer<String>> parsers = List.of(DiskSize::parse, Share::parse, PortForward::parse);
    IllegalArgumentException refusal = new IllegalArgumentException("nothing tried");
    for (Consumer<String> parser : parsers) {
      try {
        parser.accept(text);
        return;
      } catch (IllegalArgumentException e) {
        refusal = e;
      }
    }
    throw refusal;
  }
}
