package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** {@code struct sockaddr_un} (unix(7)): the family, then the path with a zero behind it. */
final class UnixAddress {
  static final int FAMILY = 1;
  static final int BYTES = 110;

  private static final int PATH = 2;

  private UnixAddress() {}

  /** One that whoever asks for it frees. A path that is too long is cut off, as no such socket. */
  static Address of(String path) {
    Address address = Libc.malloc(BYTES);
    Address.fillZero(address, BYTES);
    address.putShort((short) FAMILY);
    for (int i = 0; i < Math.min(path.length(), BYTES - PATH - 1); i++) {
      address.add(PATH + i).putByte((byte) path.charAt(i));
    }
    return address;
  }
}
