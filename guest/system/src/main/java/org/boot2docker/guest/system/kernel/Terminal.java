package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** Makes a terminal usable for a new login, however the last one left it. */
final class Terminal {
  private static final long TAKE_AS_CONTROLLING = 0x540e;
  private static final long GET_MODES = 0x5401;
  private static final long SET_MODES = 0x5402;

  /** ICRNL, IXON, IUTF8. */
  private static final int INPUT = 0x4500;

  /** OPOST, ONLCR. */
  private static final int OUTPUT = 0x5;

  /** CS8, CREAD, HUPCL, CLOCAL; the speed is left as the kernel's command line set it. */
  private static final int LINE = 0xcb0;

  /** ISIG, ICANON, ECHO, ECHOE, ECHOK, ECHOCTL, ECHOKE, IEXTEN. */
  private static final int LOCAL = 0x8a3b;

  /** Characters from VINTR on: ^C ^\ DEL ^U ^D, 0, 1, none, ^Q ^S ^Z, none, ^R ^O ^W ^V, none. */
  private static final byte[] CHARACTERS = {
    3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0
  };

  private static final int CHARACTERS_OFFSET = 17;
  private static final int STRUCTURE_BYTES = 64;

  private Terminal() {}

  /** Opens it as the controlling terminal of the calling session. */
  static int open(String path) {
    int fd = LibcFiles.open(path, Linux.O_RDWR, 0);
    if (fd >= 0) {
      LibcDescriptors.ioctl(fd, TAKE_AS_CONTROLLING, Address.fromLong(1));
      setSaneModes(fd);
    }
    return fd;
  }

  private static void setSaneModes(int fd) {
    Address modes = Libc.malloc(STRUCTURE_BYTES);
    if (LibcDescriptors.ioctl(fd, GET_MODES, modes) < 0) {
      return;
    }
    modes.putInt(INPUT);
    modes.add(4).putInt(OUTPUT);
    modes.add(8).putInt(modes.add(8).getInt() | LINE);
    modes.add(12).putInt(LOCAL);
    for (int i = 0; i < CHARACTERS.length; i++) {
      modes.add(CHARACTERS_OFFSET + i).putByte(CHARACTERS[i]);
    }
    LibcDescriptors.ioctl(fd, SET_MODES, modes);
  }
}
