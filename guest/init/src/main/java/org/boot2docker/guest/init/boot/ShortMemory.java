package org.boot2docker.guest.init.boot;

import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.LogPhrases;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * A machine whose memory does not hold the system: Linux leaves out the files that it could not
 * unpack, and starts init, which comes first, all the same.
 */
final class ShortMemory {
  /** The last file of the archive that Linux unpacked before it started init. */
  private static final String COMPLETE = GuestPaths.COMPLETE;

  private static final String TOTAL = "MemTotal:";
  private static final long KIB_PER_MIB = 1024;

  private final Files files;
  private final Log log;

  private ShortMemory(Files files, Log log) {
    this.files = files;
    this.log = log;
  }

  /** Whether this is one; the console then says so, and nothing else can be done. */
  static boolean isSaid(Files files, Log log) {
    if (files.exists(COMPLETE)) {
      return false;
    }
    new ShortMemory(files, log).say();
    return true;
  }

  private void say() {
    log.error(
        LogPhrases.TOO_LITTLE_MEMORY
            + ": the system could not be unpacked into the "
            + mebibytes()
            + " MiB of this machine: give it more memory and start it again");
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
