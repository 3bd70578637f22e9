package org.boot2docker.guest.init.boot;

import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.LogPhrases;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Whether Linux could unpack the whole system. If memory is short or the medium damaged, it leaves
 * out the rest and starts init, which comes first, all the same. Where only the check sum at the
 * end is wrong, all files are there, and some have another content; only the kernel's log tells.
 */
final class Unpacking {
  /** The last file of the archive that Linux unpacked before it started init. */
  private static final String COMPLETE = GuestPaths.COMPLETE;

  private static final String KERNEL_LOG = "/dev/kmsg";

  /** Of init/initramfs.c; the reason follows. */
  private static final String FAILED = "Initramfs unpacking failed: ";

  /** The reason when memory is short. */
  private static final String NO_ROOM = "write error";

  /** No record of the kernel's log is longer (PRINTKRB_RECORD_MAX and its header). */
  private static final int RECORD_BYTES = 8192;

  /** Some records were overwritten before they were read. */
  private static final int EPIPE = 32;

  private static final String TOTAL = "MemTotal:";
  private static final long KIB_PER_MIB = 1024;

  private final Files files;
  private final Log log;

  private Unpacking(Files files, Log log) {
    this.files = files;
    this.log = log;
  }

  /** Whether it failed; the console then says so, and nothing else can be done. */
  static boolean hasFailed(Files files, Log log) {
    return new Unpacking(files, log).isSaid();
  }

  private boolean isSaid() {
    Optional<String> reason = reason();
    if (reason.isPresent() && !reason.get().startsWith(NO_ROOM)) {
      log.error(
          LogPhrases.DAMAGED_MEDIUM
              + ": the system could not be unpacked ("
              + reason.get()
              + "): compare the image's SHA-256, and write it to the medium again");
      return true;
    }
    if (files.exists(COMPLETE)) {
      return false;
    }
    log.error(
        LogPhrases.TOO_LITTLE_MEMORY
            + ": the system could not be unpacked into the "
            + mebibytes()
            + " MiB of this machine: give it more memory and start it again");
    return true;
  }

  /** What Linux said, if it did. */
  private Optional<String> reason() {
    int log = files.open(KERNEL_LOG, Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (log < 0) {
      return Optional.empty();
    }
    byte[] record = new byte[RECORD_BYTES];
    Optional<String> reason = Optional.empty();
    int length = files.read(log, record);
    while (reason.isEmpty() && (length > 0 || length == -EPIPE)) {
      reason = reason(record, length);
      length = files.read(log, record);
    }
    files.close(log);
    return reason;
  }

  /** A record is the level and others, a semicolon, and the text up to the end of the line. */
  private static Optional<String> reason(byte[] record, int length) {
    String text = length < FAILED.length() ? "" : Bytes.ascii(record, length);
    int at = text.indexOf(FAILED);
    if (at < 0) {
      return Optional.empty();
    }
    int end = text.indexOf('\n', at);
    return Optional.of(text.substring(at + FAILED.length(), end < 0 ? text.length() : end));
  }

  private long mebibytes() {
    for (String line : Text.lines(Text.read(files, "/proc/meminfo").orElse(""))) {
      List<String> words = Text.words(line);
      if (words.size() > 1 && words.get(0).equals(TOTAL)) {
        return Long.parseLong(words.get(1)) / KIB_PER_MIB;
      }
    }
    return 0;
  }
}
