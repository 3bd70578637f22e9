package org.boot2docker.guest.system.netlink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.bytes.Bytes;

/**
 * A message as {@code struct nlmsghdr} of netlink(7) begins it. Its numbers are in the processor's
 * byte order: all that we run on have the lowest byte first.
 *
 * @param type what it is, by the numbers of its family
 * @param body what follows the header: a structure of its type, then attributes
 */
public record NetlinkMessage(int type, byte[] body) {
  /** NLM_F_ACK: the kernel answers with {@link #ERROR} even when all went well. */
  public static final int ACKNOWLEDGE = 4;

  /** NLM_F_REPLACE: in the place of what is there. */
  public static final int REPLACE = 0x100;

  /** NLM_F_EXCL: only when it isn't there. */
  public static final int EXCLUSIVE = 0x200;

  /** NLM_F_CREATE: also when it isn't there. */
  public static final int CREATE = 0x400;

  /** NLM_F_APPEND: at the end of a list. */
  public static final int APPEND = 0x800;

  /** NLM_F_DUMP: all of them, in messages of which the last is {@link #DONE}. */
  public static final int DUMP = 0x300;

  /** NLMSG_ERROR: the answer to a request; also tells that it went well. */
  public static final int ERROR = 2;

  /** NLMSG_DONE: the end of a list. */
  public static final int DONE = 3;

  /** Answers are no longer, unless the caller asks for more. */
  public static final int ANSWER_BYTES = 32_768;

  private static final int EBADMSG = 74;
  private static final int REQUEST = 1;
  private static final int HEADER_BYTES = 16;
  private static final int TYPE = 4;
  private static final int FLAGS = 6;

  /**
   * The bytes of a request.
   *
   * @param flags those above that are wanted, besides NLM_F_REQUEST
   * @param body the structure of this type
   * @param attributes made by {@link NetlinkAttributes}
   */
  public static byte[] request(int type, int flags, byte[] body, byte[]... attributes) {
    byte[] all = Bytes.join(new byte[HEADER_BYTES], body, Bytes.join(attributes));
    LittleEndian.put32(all, 0, all.length);
    LittleEndian.put(all, TYPE, 2, type);
    LittleEndian.put(all, FLAGS, 2, REQUEST | flags);
    return all;
  }

  /**
   * The messages in what one read gave. In the place of one that is cut or whose length makes no
   * sense, and of all that follow it, is an {@link #ERROR} with EBADMSG.
   *
   * @param count how many bytes of the buffer are filled; an error is no message
   */
  public static List<NetlinkMessage> parse(byte[] buffer, int count) {
    List<NetlinkMessage> messages = new ArrayList<>();
    int at = 0;
    while (at + HEADER_BYTES <= count) {
      int length = LittleEndian.get32(buffer, at);
      if (length < HEADER_BYTES || length > count - at) {
        messages.add(new NetlinkMessage(ERROR, new byte[0]));
        break;
      }
      int type = (int) LittleEndian.get(buffer, at + TYPE, 2);
      messages.add(
          new NetlinkMessage(type, Arrays.copyOfRange(buffer, at + HEADER_BYTES, at + length)));
      at += NetlinkAttributes.aligned(length);
    }
    return messages;
  }

  /** Whether no more messages follow: the list has ended, or the request has failed. */
  public boolean isLast() {
    return type == DONE || type == ERROR;
  }

  /** The negated errno in an {@link #ERROR}, 0 when all went well; 0 in other messages too. */
  public int error() {
    if (type != ERROR) {
      return 0;
    }
    return body.length < 4 ? -EBADMSG : LittleEndian.get32(body, 0);
  }

  /** The attributes behind a structure of so many bytes. */
  public byte[] attributes(int structureBytes) {
    return Arrays.copyOfRange(body, Math.min(structureBytes, body.length), body.length);
  }
}
