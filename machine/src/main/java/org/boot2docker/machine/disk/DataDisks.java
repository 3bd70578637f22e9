package org.boot2docker.machine.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.formats.text.ShellWord;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineException;

/**
 * Checks that the guest will keep Docker's data on one of a machine's disks, by the rules of the
 * guest itself (docs/init.md, "The data disk").
 */
public final class DataDisks {
  /** First bytes of a disk that the guest formats. */
  static final String FORMAT_ME = "boot2docker, please format-me";

  /** A smaller disk is not used. */
  private static final long LEAST_BYTES = 64L << 20;

  private static final int BLANK_BYTES = 1 << 20;

  private DataDisks() {}

  /** Why a disk is not used: what is wrong with it, and what to do. */
  private record Fault(String what, String remedy, boolean blank) {
    Fault(String what, String remedy) {
      this(what, remedy, false);
    }

    MachineException exception(Path file) {
      return new MachineException("disk %s %s: %s".formatted(file, what, remedy));
    }
  }

  /**
   * Checks the disks of one machine.
   *
   * @param progress hears of disks that will not be used beside one that will
   * @throws MachineException when there are disks and none will be used, or one is not a disk
   */
  public static void check(List<DataDisk> disks, Progress progress) throws IOException {
    check(disks, false, progress);
  }

  /**
   * The same, where {@code --format} may have been given: then a disk that is blank, or not there
   * yet, is as good as formatted.
   */
  public static void check(List<DataDisk> disks, boolean format, Progress progress)
      throws IOException {
    List<MachineException> faults = new ArrayList<>();
    for (DataDisk disk : disks) {
      if (format && !Files.exists(disk.file())) {
        continue;
      }
      requireFile(disk.file());
      requireFormat(disk);
      fault(disk)
          .filter(fault -> !(format && fault.blank()))
          .ifPresent(fault -> faults.add(fault.exception(disk.file())));
    }
    if (!faults.isEmpty() && faults.size() == disks.size()) {
      throw faults.get(0);
    }
    for (MachineException fault : faults) {
      progress.say("Docker will use another disk than this: " + fault.getMessage());
    }
  }

  private static void requireFile(Path file) throws MachineException {
    if (!Files.exists(file)) {
      throw new MachineException(
          "disk %s does not exist: add --format to create it, or name another".formatted(file));
    }
    Optional<String> fault = InputFile.diskFault(file);
    if (fault.isPresent()) {
      throw new MachineException(
          "disk %s %s: name a file with a disk image".formatted(file, fault.get()));
    }
    if (!Files.isWritable(file)) {
      throw new MachineException(
          "disk %s can't be written: change its permissions".formatted(file));
    }
  }

  private static void requireFormat(DataDisk disk) throws IOException {
    boolean qcow2;
    Optional<String> damage = Optional.empty();
    try (RawBytes bytes = new RawBytes(disk.file())) {
      qcow2 = bytes.has(0, Qcow2Header.MAGIC);
      damage = qcow2 ? Qcow2Header.read(bytes).damage() : damage;
    }
    // Which of both it is goes by its name: a guest can write this header into a raw disk.
    if (qcow2 && disk.format() == DataDisk.Format.RAW) {
      throw new MachineException(
          "disk %s is in the format qcow2, but not named so: if you made it so, rename it: mv %s %s"
              .formatted(disk.file(), quoted(disk.file()), quoted(renamed(disk.file(), ".qcow2"))));
    }
    if (!qcow2 && disk.format() == DataDisk.Format.QCOW2) {
      throw new MachineException(
          "disk %s is not in the format qcow2: if it is a raw disk, rename it: mv %s %s"
              .formatted(disk.file(), quoted(disk.file()), quoted(renamed(disk.file(), ".img"))));
    }
    requireSound(disk.file(), damage);
  }

  /**
   * Checks that a disk is a sound qcow2 that is all in its file. One from elsewhere may name any
   * file of this host as the rest of it, which QEMU would then read or write for the guest.
   *
   * @throws MachineException when it is not
   */
  public static void requireWhole(Path file) throws IOException {
    Optional<String> other;
    requireFormat(DataDisk.qcow2(file));
    try (RawBytes bytes = new RawBytes(file)) {
      other = Qcow2Header.read(bytes).otherFile();
    }
    if (other.isPresent()) {
      throw new MachineException(
          "disk %s has %s, which may be any file of this host: use a disk that is whole, as 'qemu-img convert -O qcow2' makes it"
              .formatted(file, other.get()));
    }
  }

  private static void requireSound(Path file, Optional<String> damage) throws MachineException {
    if (damage.isPresent()) {
      throw new MachineException(
          "disk %s has a damaged qcow2 header (%s): restore it from a backup, or name another disk"
              .formatted(file, damage.get()));
    }
  }

  private static Path renamed(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ending);
  }

  private static Optional<Fault> fault(DataDisk disk) throws IOException {
    boolean raw = disk.format() == DataDisk.Format.RAW;
    try (DiskBytes bytes = raw ? new RawBytes(disk.file()) : new Qcow2Bytes(disk.file())) {
      return fault(disk.file(), bytes, raw);
    } catch (UnreadableException e) {
      // QEMU reads more than we do, such as what lies in a backing file.
      return Optional.empty();
    }
  }

  private static Optional<Fault> fault(Path file, DiskBytes bytes, boolean raw) throws IOException {
    if (bytes.size() < LEAST_BYTES) {
      return Optional.of(
          new Fault(
              "is smaller than 64 MiB",
              "make it larger: "
                  + (raw
                      ? "truncate -s 20G " + quoted(file)
                      : "qemu-img resize %s 20G".formatted(quoted(file)))));
    }
    if (bytes.has(0, FORMAT_ME)) {
      return Optional.empty();
    }
    List<Long> partitions = Partitions.of(bytes);
    // What lies on all of a disk that was partitioned since is none.
    for (long start : partitions.isEmpty() ? List.of(0L) : partitions) {
      if (FileSystem.isData(bytes, start)) {
        return Optional.empty();
      }
    }
    return Optional.of(describe(bytes, !partitions.isEmpty()));
  }

  private static Fault describe(DiskBytes bytes, boolean partitioned) throws IOException {
    String another = "name one with ext4, or a new file with --format, which creates it";
    if (partitioned) {
      return new Fault("has no partition with ext4", another);
    }
    Optional<String> other = FileSystem.name(bytes);
    if (other.isPresent()) {
      return new Fault("is " + other.get() + ", which the guest can't use", another);
    }
    if (!Arrays.equals(bytes.at(0, BLANK_BYTES), new byte[BLANK_BYTES])) {
      return new Fault("holds no ext4 file system", another);
    }
    return new Fault("is blank", "add --format, and the guest formats it", true);
  }

  /** As a shell reads it. */
  private static String quoted(Path file) {
    String text = file.toString();
    return text.matches("[A-Za-z0-9_./+:@%-]+") ? text : ShellWord.quoted(text);
  }
}
