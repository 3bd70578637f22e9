package org.boot2docker.guest.system.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.boot2docker.formats.bytes.LittleEndian;

/** An open file or directory of {@link FakeFiles}. */
final class FakeFile implements FakeOpen {
  /** FS_IOC_GETFLAGS and FS_IOC_SETFLAGS. */
  private static final long GET_ATTRIBUTES = 0x80086601L;

  private static final long SET_ATTRIBUTES = 0x40086602L;

  /** Of the kernel's log. */
  private static final int LONGEST_RECORD = 1024;

  private static final int EINVAL = 22;

  private final String path;
  private final boolean append;
  private final Map<String, byte[]> contents;
  private final Map<String, Integer> attributes;
  private final FakeCalls calls;
  private int position;

  FakeFile(
      String path,
      boolean append,
      Map<String, byte[]> contents,
      Map<String, Integer> attributes,
      FakeCalls calls) {
    this.path = path;
    this.append = append;
    this.contents = contents;
    this.attributes = attributes;
    this.calls = calls;
  }

  @Override
  public String path() {
    return path;
  }

  private byte[] content() {
    return contents.getOrDefault(path, new byte[0]);
  }

  @Override
  public int read(byte[] buffer) {
    byte[] content = content();
    int count = Math.max(0, Math.min(buffer.length, content.length - position));
    if (count > 0) {
      System.arraycopy(content, position, buffer, 0, count);
    }
    position += count;
    return count;
  }

  /** Devices get a line for each write, so that tests can tell them apart. */
  @Override
  public int write(byte[] bytes, int offset, int length) {
    if (path.equals("/dev/kmsg") && length > LONGEST_RECORD) {
      return -EINVAL;
    }
    byte[] content = content();
    int at = append ? content.length : position;
    ByteArrayOutputStream grown = new ByteArrayOutputStream();
    grown.write(content, 0, Math.min(at, content.length));
    grown.write(bytes, offset, length);
    int end = Math.min(at + length, content.length);
    grown.write(content, end, content.length - end);
    if (path.startsWith("/dev/")) {
      grown.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
    }
    contents.put(path, grown.toByteArray());
    position = at + length;
    return length;
  }

  long seek(long offset, int whence) {
    position = (int) (whence == Linux.SEEK_END ? content().length + offset : offset);
    return position;
  }

  int truncate(long length) {
    contents.put(path, Arrays.copyOf(content(), (int) length));
    return 0;
  }

  @Override
  public int control(long request, byte[] argument) {
    if (request == GET_ATTRIBUTES) {
      LittleEndian.put(argument, 0, Integer.BYTES, attributes.getOrDefault(path, 0));
      return 0;
    }
    if (request == SET_ATTRIBUTES) {
      attributes.put(path, (int) LittleEndian.get(argument, 0, Integer.BYTES));
      return calls.failures.getOrDefault("attributes " + path, 0);
    }
    return calls.call("ioctl " + path + " " + Long.toHexString(request));
  }

  /** Tests wait for sockets alone. */
  @Override
  public boolean ready() {
    return false;
  }
}
