package org.boot2docker.guest.init.health;

import java.nio.charset.StandardCharsets;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Feeds the machine's watchdog, which resets a machine whose init no longer runs; a machine without
 * one is none of its business.
 */
public final class Watchdog {
  private static final String DEVICE = "/dev/watchdog";
  private static final String FACTS = "/sys/class/watchdog/watchdog0/";
  private static final byte[] FOOD = {'\n'};

  /** A watchdog that reads this before it is closed stops, unless it was made never to. */
  private static final byte[] STOP = "V".getBytes(StandardCharsets.US_ASCII);

  /** WDIOC_SETTIMEOUT of linux/watchdog.h. */
  private static final long SET_TIMEOUT = 0xc0045706L;

  /** WDIOC_SETOPTIONS, and WDIOS_DISABLECARD. */
  private static final long SET_OPTIONS = 0x80045704L;

  private static final byte DISABLE = 1;

  /** Long enough for a machine that is emulated on a busy host. */
  private static final byte SECONDS = 60;

  private static final long MEALS_PER_TIMEOUT = 3;
  private static final long MILLIS = 1_000;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private int device = -1;
  private boolean stopped;

  /** A watchdog that is not fed yet. */
  public Watchdog(Kernel kernel, Log log, Loop loop) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
  }

  /** Starts the watchdog, if the machine has one; to be called when its driver may be there. */
  public void begin() {
    if (device >= 0 || stopped || !kernel.exists(DEVICE)) {
      return;
    }
    device = kernel.open(DEVICE, Linux.O_WRONLY, 0);
    if (device < 0) {
      log.error(
          "the watchdog can't be opened (error "
              + -device
              + "), so a machine that hangs stays so: end the program that uses "
              + DEVICE
              + " and restart");
      return;
    }
    // Some have one length only, which is then read below.
    kernel.control(device, SET_TIMEOUT, new byte[] {SECONDS, 0, 0, 0});
    log.info("the watchdog resets this machine when it hangs for " + seconds() + " s");
    feed();
  }

  private long seconds() {
    try {
      return Math.max(1, Long.parseLong(Text.line(kernel, FACTS + "timeout")));
    } catch (NumberFormatException e) {
      return SECONDS;
    }
  }

  private void feed() {
    if (!stopped) {
      kernel.write(device, FOOD, 0, FOOD.length);
      loop.after(seconds() * MILLIS / MEALS_PER_TIMEOUT, this::feed);
    }
  }

  /** Stops it, so that the rest of the way down may take its time. */
  public void stop() {
    stopped = true;
    if (device >= 0) {
      // Closing stops it only when no child has it open any more.
      kernel.control(device, SET_OPTIONS, new byte[] {DISABLE, 0, 0, 0});
      kernel.write(device, STOP, 0, STOP.length);
      kernel.close(device);
    }
  }
}
