package org.boot2docker.guest.init.disk;

import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.DiskNames;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.Exit;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/** Gives memory that is short some more: swap on the data disk, else compressed memory (zram). */
final class Swap {
  private static final String LABEL = DiskNames.SWAP_LABEL;
  private static final String ZRAM_SIZE = "/sys/block/zram0/disksize";
  private static final String ZRAM = "/dev/zram0";
  private static final int LOG_FLAGS = Linux.O_WRONLY | Linux.O_CREAT | Linux.O_APPEND;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private boolean begun;
  private boolean diskBegun;

  Swap(Kernel kernel, Log log, Loop loop) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
  }

  /**
   * Takes the labelled swap partition of this disk, else zram of half the memory's size. A disk
   * that was checked for long comes when there is zram already.
   */
  void begin(Present present, String disk) {
    List<String> swaps = Text.lines(Text.read(kernel, "/proc/swaps").orElse(""));
    Optional<Device> partition =
        present.where(d -> d.disk().equals(disk) && d.isSwap(LABEL)).stream().findFirst();
    if (partition.isPresent() && !diskBegun) {
      diskBegun = true;
      begun = true;
      String path = partition.get().path();
      if (swaps.stream().noneMatch(line -> line.startsWith(path + " "))) {
        switchOn(path);
      }
      return;
    }
    if (begun || swaps.size() > 1) {
      return;
    }
    begun = true;
    if (kernel.exists(ZRAM_SIZE)) {
      compressed();
    } else {
      // Earlier it would only have taken time from Docker's start.
      loop.onExit(start(List.of("/usr/sbin/modprobe", "zram")), exit -> compressed());
    }
  }

  private void compressed() {
    long half = memory() / 2;
    if (half == 0 || !kernel.exists(ZRAM_SIZE)) {
      log.info("no swap: the kernel module zram is not there");
      return;
    }
    if (log.check(Text.poke(kernel, ZRAM_SIZE, half + "K"), "setting the size of zram")) {
      run(List.of("/usr/sbin/mkswap", ZRAM), () -> switchOn(ZRAM));
    }
  }

  private void switchOn(String device) {
    // -d tells the disk, or zram, of what is not in use any more.
    run(List.of("/usr/sbin/swapon", "-d", device), () -> log.info("swap on " + device));
  }

  private void run(List<String> argv, Runnable then) {
    loop.onExit(start(argv), exit -> ended(argv, exit, then));
  }

  private int start(List<String> argv) {
    int output = kernel.open("/var/log/swap.log", LOG_FLAGS, 0644);
    int pid = kernel.start(Command.of(argv, List.of("PATH=/usr/sbin:/usr/bin"), output));
    kernel.close(output);
    return pid;
  }

  private void ended(List<String> argv, Exit exit, Runnable then) {
    if (exit.code() == 0) {
      then.run();
    } else {
      log.error(String.join(" ", argv) + " (" + exit.describe() + "): there is no swap");
    }
  }

  /** All memory in KiB. */
  private long memory() {
    for (String line : Text.lines(Text.read(kernel, "/proc/meminfo").orElse(""))) {
      List<String> words = Text.words(line);
      if (words.size() > 1 && words.get(0).equals("MemTotal:")) {
        return Long.parseLong(words.get(1));
      }
    }
    return 0;
  }
}
