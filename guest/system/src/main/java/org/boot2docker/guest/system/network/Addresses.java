package org.boot2docker.guest.system.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.guest.system.bytes.LittleEndian;
import org.boot2docker.guest.system.kernel.Kernel;

/** Addresses in the kernel's answers to RTM_GETADDR, laid out as rtnetlink(7) says. */
public final class Addresses {
  /**
   * An address of an interface.
   *
   * @param index the interface's number
   * @param address 4 or 16 bytes
   * @param prefix how many of its bits name the network
   * @param isLasting whether it is there to stay: not one that changes every day for privacy, nor
   *     one that somebody else on the network has
   */
  public record Found(int index, byte[] address, int prefix, boolean isLasting) {}

  private static final int HEADER_BYTES = 16;
  private static final int ADDRESS_BYTES = 8;
  private static final int ATTRIBUTE_BYTES = 4;
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_GETADDR = 22;
  private static final int NLM_F_REQUEST = 1;
  private static final int NLM_F_DUMP = 0x300;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;

  /** Another one every day, for privacy. */
  private static final int IFA_F_TEMPORARY = 1;

  /** Somebody else on the network has it. */
  private static final int IFA_F_DADFAILED = 8;

  private static final int ANSWER_BYTES = 32_768;

  private final List<Found> found = new ArrayList<>();
  private boolean done;

  /**
   * All addresses that this machine has.
   *
   * @param socket one for requests about addresses; it stays open
   */
  public static List<Found> all(Kernel kernel, int socket) {
    Addresses answer = new Addresses();
    byte[] request = request();
    byte[] buffer = new byte[ANSWER_BYTES];
    int count = kernel.write(socket, request, 0, request.length);
    while (count > 0 && !answer.done) {
      count = kernel.read(socket, buffer);
      answer.take(buffer, count);
    }
    return List.copyOf(answer.found);
  }

  private static byte[] request() {
    byte[] request = new byte[HEADER_BYTES + ADDRESS_BYTES];
    request[0] = (byte) request.length;
    request[4] = RTM_GETADDR;
    request[6] = NLM_F_REQUEST;
    request[7] = (byte) (NLM_F_DUMP >> 8);
    return request;
  }

  /** Takes one answer, which may hold several messages. */
  private void take(byte[] bytes, int count) {
    int at = 0;
    while (at + HEADER_BYTES <= count) {
      int length = number(bytes, at, 4);
      int type = number(bytes, at + 4, 2);
      if (length < HEADER_BYTES || length > count - at) {
        done = true;
        return;
      } else if (type == RTM_NEWADDR) {
        message(bytes, at + HEADER_BYTES, at + length);
      } else if (type == NLMSG_DONE || type == NLMSG_ERROR) {
        done = true;
      }
      at += aligned(length);
    }
  }

  private void message(byte[] bytes, int start, int end) {
    if (start + ADDRESS_BYTES > end) {
      return;
    }
    boolean lasting = (bytes[start + 2] & (IFA_F_TEMPORARY | IFA_F_DADFAILED)) == 0;
    int index = number(bytes, start + 4, 4);
    byte[] address = new byte[0];
    int at = start + ADDRESS_BYTES;
    while (at + ATTRIBUTE_BYTES <= end) {
      int length = number(bytes, at, 2);
      int type = number(bytes, at + 2, 2);
      if (length < ATTRIBUTE_BYTES || length > end - at) {
        return;
      }
      // On a point-to-point link the other one is the peer's.
      if (type == IFA_LOCAL || type == IFA_ADDRESS && address.length == 0) {
        address = Arrays.copyOfRange(bytes, at + ATTRIBUTE_BYTES, at + length);
      }
      at += aligned(length);
    }
    if (address.length == 4 || address.length == 16) {
      found.add(new Found(index, address, bytes[start + 1] & 0xff, lasting));
    }
  }

  private static int aligned(int length) {
    return length + 3 & ~3;
  }

  /** As the processor writes it: all that we run on have the lowest byte first. */
  private static int number(byte[] bytes, int at, int count) {
    return (int) LittleEndian.get(bytes, at, count);
  }
}
