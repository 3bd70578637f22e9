package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** {@code struct pollfd} for as many descriptors as there are; its memory grows and is kept. */
final class PollList {
  private static final int ENTRY_BYTES = 8;
  private static final int EVENTS = 4;
  private static final int RETURNED_EVENTS = 6;
  private static final short POLLIN = 1;
  private static final int FIRST_ROOM = 64;

  private Address entries = Libc.malloc(FIRST_ROOM * ENTRY_BYTES);
  private int room = FIRST_ROOM;

  /**
   * Waits until one of the descriptors can be read.
   *
   * @param timeout in milliseconds
   * @return for each of them whether it has something; none when the call failed
   */
  boolean[] poll(int[] fds, int timeout) {
    makeRoom(fds.length);
    for (int i = 0; i < fds.length; i++) {
      Address entry = entries.add(i * ENTRY_BYTES);
      entry.putInt(fds[i]);
      entry.add(EVENTS).putShort(POLLIN);
      entry.add(RETURNED_EVENTS).putShort((short) 0);
    }
    LibcDescriptors.poll(entries, fds.length, timeout);
    boolean[] ready = new boolean[fds.length];
    for (int i = 0; i < fds.length; i++) {
      ready[i] = entries.add(i * ENTRY_BYTES + RETURNED_EVENTS).getShort() != 0;
    }
    return ready;
  }

  private void makeRoom(int count) {
    if (count > room) {
      Libc.free(entries);
      room = Math.max(count, 2 * room);
      entries = Libc.malloc(room * ENTRY_BYTES);
    }
  }
}
