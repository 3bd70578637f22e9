package org.boot2docker.guest.system.device;

import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;

/** Input devices with a power key: the machine's button, and keyboards that have one. */
public final class PowerButton {
  private static final int KEY_POWER = 116;
  private static final int KEY_BITS_BYTES = 96;

  /** EVIOCGBIT(EV_KEY, 96). */
  private static final long GET_KEYS = 0x80604521L;

  private static final int EVENT_BYTES = 24;
  private static final int TYPE_OFFSET = 16;
  private static final int CODE_OFFSET = 18;
  private static final int VALUE_OFFSET = 20;
  private static final int EV_KEY = 1;

  private final Files files;

  /** Reads devices among these files. */
  public PowerButton(Files files) {
    this.files = files;
  }

  /**
   * Opens an input device if it has a power key.
   *
   * @param node its path, such as {@code /dev/input/event0}
   * @return its descriptor, or a number below zero
   */
  public int open(String node) {
    int fd = files.open(node, Linux.O_RDONLY | Linux.O_NONBLOCK, 0);
    if (fd < 0) {
      return fd;
    }
    byte[] keys = new byte[KEY_BITS_BYTES];
    boolean hasKey =
        files.control(fd, GET_KEYS, keys) >= 0 && (keys[KEY_POWER / 8] >> KEY_POWER % 8 & 1) == 1;
    if (hasKey) {
      return fd;
    }
    files.close(fd);
    return -Linux.ENODEV;
  }

  /** What reading the device has brought: whether the power key went down, and if it is gone. */
  public enum Reading {
    PRESSED,
    NOTHING,
    GONE
  }

  /** Reads what is pending on an open device. */
  public Reading read(int fd) {
    byte[] events = new byte[EVENT_BYTES * 16];
    int count = files.read(fd, events);
    for (int at = 0; at + EVENT_BYTES <= count; at += EVENT_BYTES) {
      if (number(events, at + TYPE_OFFSET) == EV_KEY
          && number(events, at + CODE_OFFSET) == KEY_POWER
          && number(events, at + VALUE_OFFSET) == 1) {
        return Reading.PRESSED;
      }
    }
    return count > 0 || count == -Linux.EAGAIN ? Reading.NOTHING : Reading.GONE;
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }
}
