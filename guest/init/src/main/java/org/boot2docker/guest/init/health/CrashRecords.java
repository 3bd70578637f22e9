package org.boot2docker.guest.init.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Moves what the kernel kept of its last messages when it crashed (pstore) to the data disk, so
 * that the few places for it are free for the next crash.
 *
 * <p>Files are named NUMBER-RECORD; numbers grow, since the clock may be wrong.
 */
public final class CrashRecords {
  private static final String KERNELS = "/sys/fs/pstore";
  private static final String KEPT = GuestPaths.CRASHES;

  /** The kernel splits one crash into several records of some KiB. */
  private static final int MOST = 64;

  private static final int MOST_BYTES = 1 << 20;

  private final Files files;
  private final Log log;

  /** Records of this machine. */
  public CrashRecords(Files files, Log log) {
    this.files = files;
    this.log = log;
  }

  /** Moves all that are there; without a data disk they stay where they are. */
  public void move() {
    List<String> records = files.list(KERNELS);
    if (records.isEmpty() || files.readLink(GuestPaths.STATE).isEmpty()) {
      return;
    }
    records.sort(Comparator.naturalOrder());
    files.makeDirectory(KEPT, 0700);
    long number = kept().stream().mapToLong(CrashRecords::number).max().orElse(0);
    int moved = 0;
    for (String record : records) {
      number++;
      moved += move(record, KEPT + "/" + number + "-" + record) ? 1 : 0;
    }
    removeOldest();
    if (moved > 0) {
      log.error("the kernel crashed before: its last messages are in " + KEPT);
    }
  }

  private boolean move(String record, String target) {
    Optional<byte[]> content = Text.start(files, KERNELS + "/" + record, MOST_BYTES);
    if (content.isEmpty()) {
      // It stays where it is, for the next boot.
      return false;
    }
    int written = Text.write(files, target, content.get(), 0600);
    if (!log.check(written, "writing " + target) || !flush(target)) {
      return false;
    }
    files.unlink(KERNELS + "/" + record);
    return true;
  }

  private boolean flush(String path) {
    int fd = files.open(path, Linux.O_RDONLY, 0);
    int flushed = files.flush(fd);
    files.close(fd);
    return log.check(flushed, "writing " + path);
  }

  private List<String> kept() {
    List<String> names = new ArrayList<>(files.list(KEPT));
    names.removeIf(name -> number(name) < 0);
    names.sort(Comparator.comparingLong(CrashRecords::number));
    return names;
  }

  private void removeOldest() {
    List<String> names = kept();
    for (String name : names.subList(0, Math.max(0, names.size() - MOST))) {
      files.unlink(KEPT + "/" + name);
    }
  }

  /** The number of a file, or -1 when it is somebody else's. */
  private static long number(String name) {
    int dash = name.indexOf('-');
    try {
      return dash < 1 ? -1 : Long.parseLong(name.substring(0, dash));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
