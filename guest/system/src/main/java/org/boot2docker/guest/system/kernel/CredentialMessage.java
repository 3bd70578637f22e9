package org.boot2docker.guest.system.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.teavm.interop.Address;

/** Receives datagrams with their senders: recvmsg(2) and SCM_CREDENTIALS (unix(7)). */
final class CredentialMessage {
  static final int SOL_SOCKET = 1;

  /** SO_PASSCRED: the kernel adds the sender to each message. */
  static final int PASS_CREDENTIALS = 16;

  /** SCM_CREDENTIALS. */
  private static final int CREDENTIALS = 2;

  /** A longer message is cut off; those of sd_notify have some dozens of bytes. */
  private static final int LONGEST = 4096;

  /** struct msghdr of musl on 64-bit little-endian machines: offsets and size. */
  private static final int VECTORS = 16;

  private static final int VECTOR_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int HEADER_BYTES = 56;

  /** struct iovec: where the bytes go, and how many fit. */
  private static final int VECTOR_BYTES = 16;

  private static final int VECTOR_LENGTH = 8;

  /** struct cmsghdr and struct ucred: level, type and process id. */
  private static final int LEVEL = 8;

  private static final int TYPE = 12;
  private static final int PROCESS = 16;

  /**
   * Room for one struct ucred and nothing else: descriptors that somebody sends along, which come
   * behind it, the kernel closes.
   */
  private static final int CONTROL_BYTES = 32;

  private CredentialMessage() {}

  static Optional<Notification> receive(int socket) {
    byte[] bytes = new byte[LONGEST];
    Address header = Libc.malloc(HEADER_BYTES + VECTOR_BYTES + CONTROL_BYTES);
    Address.fillZero(header, HEADER_BYTES + VECTOR_BYTES + CONTROL_BYTES);
    Address vector = header.add(HEADER_BYTES);
    Address control = vector.add(VECTOR_BYTES);
    vector.putAddress(Address.ofData(bytes));
    vector.add(VECTOR_LENGTH).putLong(LONGEST);
    header.add(VECTORS).putAddress(vector);
    header.add(VECTOR_COUNT).putInt(1);
    header.add(CONTROL).putAddress(control);
    header.add(CONTROL_LENGTH).putInt(CONTROL_BYTES);
    int count = (int) LibcSockets.recvmsg(socket, header, 0);
    int sender = count < 0 ? 0 : sender(control);
    Libc.free(header);
    return count < 0
        ? Optional.empty()
        : Optional.of(
            new Notification(sender, new String(bytes, 0, count, StandardCharsets.UTF_8)));
  }

  private static int sender(Address control) {
    boolean credentials =
        control.add(LEVEL).getInt() == SOL_SOCKET && control.add(TYPE).getInt() == CREDENTIALS;
    return credentials ? control.add(PROCESS).getInt() : 0;
  }
}
