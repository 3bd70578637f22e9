package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.boot2docker.boottest.guest.DiskImage;
import org.boot2docker.boottest.lab.HostTool;

/** A data disk over several power cuts: formatted by the guest, or by this machine's mkfs. */
final class Disk {
  /** Room for some cuts; without swap, so that the guest's partition begins at the first MiB. */
  private static final long MIB = 1024;

  private static final int E2FSCK_REPAIRED = 1;

  private final Path file;
  private final boolean byGuest;

  private Disk(Path file, boolean byGuest) {
    this.file = file;
    this.byGuest = byGuest;
  }

  /** An ext4 made elsewhere. */
  static Disk byMkfs(Path file) throws IOException {
    return new Disk(DiskImage.labelled(file, MIB, "boot2docker-data").file(), false);
  }

  /** The same, with defaults that give up what a power cut needs: the guest mounts it otherwise. */
  static Disk careless(Path file) throws IOException {
    Disk disk = byMkfs(file);
    String defaults = "journal_data_writeback,nobarrier";
    HostTool.run(file.getParent(), "tune2fs", "-o", defaults, file.toString()).succeeded();
    return disk;
  }

  /** One that the guest formats. */
  static Disk byGuest(Path file) throws IOException {
    byte[] words = "boot2docker, please format-me".getBytes(StandardCharsets.US_ASCII);
    return new Disk(DiskImage.beginning(file, MIB, words).file(), true);
  }

  /** One that a guest has formatted already. */
  static Disk formattedByGuest(Path file) {
    return new Disk(file, true);
  }

  Path file() {
    return file;
  }

  /** Whether the file system is in a partition, the first one. */
  boolean isPartitioned() {
    return byGuest;
  }

  /** A copy of it as it is now. */
  Disk copy(Path to) throws IOException {
    HostTool.run(file.getParent(), "cp", "--sparse=always", file.toString(), to.toString())
        .succeeded();
    return new Disk(to, byGuest);
  }

  /**
   * What is wrong with the file system as the power cut left it: a copy is mended as the guest's
   * boot does ({@code e2fsck -p}, which plays the journal back) and must be faultless then.
   */
  Optional<String> fault() throws IOException {
    Path directory = file().getParent();
    Path copy = directory.resolve("copy.img");
    // e2fsck forgets an offset into the file when it has played the journal back.
    String from = "if=" + file();
    String skip = "skip=" + (byGuest ? 1 : 0);
    HostTool.run(directory, "dd", from, "of=" + copy, skip, "bs=1M", "conv=sparse").succeeded();
    try {
      HostTool.Result replayed = HostTool.run(directory, "e2fsck", "-p", copy.toString());
      if (replayed.exit() > E2FSCK_REPAIRED) {
        return Optional.of("e2fsck -p: " + replayed.out() + replayed.err());
      }
      HostTool.Result checked = HostTool.run(directory, "e2fsck", "-fn", copy.toString());
      return checked.exit() == 0
          ? Optional.empty()
          : Optional.of("e2fsck -fn: " + checked.out() + checked.err());
    } finally {
      Files.delete(copy);
    }
  }

  void delete() throws IOException {
    Files.delete(file());
  }
}
