package org.boot2docker.guest.system.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The time, random numbers and addresses of a {@link FakeKernel}. */
public final class FakeSurroundings implements Surroundings {
  /** The time of day. */
  public long seconds;

  /** The environment. */
  public final Map<String, String> variables = new HashMap<>();

  /** What was asked for over sockets for addresses and routes, but for lists of them. */
  public final List<byte[]> requests = new ArrayList<>();

  /** What the next requests are answered with, 0 or a negated errno; 0 when there is none left. */
  public final Deque<Integer> answers = new ArrayDeque<>();

  /** When every file was last changed. */
  public long modified;

  private static final int NEW_ADDRESS = 20;
  private static final int GET_ADDRESS = 22;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final short CACHE_INFO = 6;
  private static final short LOCAL = 2;
  private static final short ADDRESS = 1;

  private final FakeKernel kernel;
  private final Random random = new Random(7);
  private final List<byte[]> addresses = new ArrayList<>();

  /** Surroundings of this kernel. */
  public FakeSurroundings(FakeKernel kernel) {
    this.kernel = kernel;
  }

  /** Gives an interface an address, with flags as the kernel's IFA_F_ has them. */
  public void address(int index, int flags, byte[] address) {
    addresses.add(message(index, flags, attribute(CACHE_INFO, new byte[16]), address));
  }

  /** Gives an interface an address on a link whose other end has another one. */
  public void pointToPoint(int index, byte[] own, byte[] peer) {
    addresses.add(message(index, 0, attribute(ADDRESS, peer), own));
  }

  /** Takes all addresses away. */
  public void noAddresses() {
    addresses.clear();
  }

  private static byte[] message(int index, int flags, byte[] attribute, byte[] own) {
    byte[] local = attribute(own.length == 4 ? LOCAL : ADDRESS, own);
    ByteBuffer body = buffer(8 + attribute.length + local.length);
    body.put(1, (byte) 24)
        .put(2, (byte) flags)
        .putInt(4, index)
        .position(8)
        .put(attribute)
        .put(local);
    return netlink(NEW_ADDRESS, body.array());
  }

  private static byte[] attribute(short type, byte[] value) {
    return buffer(4 + value.length)
        .putShort((short) (4 + value.length))
        .putShort(type)
        .put(value)
        .array();
  }

  private static byte[] netlink(int type, byte[] body) {
    return buffer(16 + body.length)
        .putInt(16 + body.length)
        .putShort((short) type)
        .position(16)
        .put(body)
        .array();
  }

  private static ByteBuffer buffer(int size) {
    return buffer(new byte[size]);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  @Override
  public long seconds() {
    return seconds;
  }

  @Override
  public long modified(String path) {
    return modified;
  }

  @Override
  public int random(byte[] bytes) {
    random.nextBytes(bytes);
    return bytes.length;
  }

  @Override
  public int addressSocket() {
    return kernel.socket(this::answer);
  }

  private byte[] answer(byte[] request) {
    if (buffer(request).getShort(4) != GET_ADDRESS) {
      requests.add(request);
      Integer error = answers.poll();
      return netlink(ERROR, buffer(4).putInt(error == null ? 0 : error).array());
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    addresses.forEach(all::writeBytes);
    all.writeBytes(netlink(DONE, new byte[4]));
    return all.toByteArray();
  }

  @Override
  public int addressNews() {
    return kernel.socket();
  }
}
