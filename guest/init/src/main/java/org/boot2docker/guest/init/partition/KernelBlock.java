package org.boot2docker.guest.init.partition;

import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Text;

/** A block device of the machine. */
public final class KernelBlock implements Block, AutoCloseable {
  private static final int SIZE_UNIT = 512;

  private final Files files;
  private final String device;
  private final int fd;
  private final long size;
  private final int sectorSize;

  private KernelBlock(Files files, String name, int fd) {
    String queue = "/sys/class/block/" + name + "/queue/logical_block_size";
    this.files = files;
    this.device = "/dev/" + name;
    this.fd = fd;
    this.size = SIZE_UNIT * number(Text.line(files, "/sys/class/block/" + name + "/size"), 0);
    this.sectorSize = (int) number(Text.line(files, queue), SIZE_UNIT);
  }

  /**
   * Opens a whole disk by its kernel name, for reading and writing.
   *
   * @throws BlockException if it can't be opened, or is in use
   */
  public static KernelBlock open(Files files, String name) {
    // Exclusively, to see that nobody uses it; not for long, for its partitions are wanted, too.
    int probe = files.open("/dev/" + name, Linux.O_RDWR | Linux.O_EXCL, 0);
    check(probe, "opening /dev/" + name);
    files.close(probe);
    int fd = files.open("/dev/" + name, Linux.O_RDWR, 0);
    check(fd, "opening /dev/" + name);
    return new KernelBlock(files, name, fd);
  }

  /** The open device, for ioctls. */
  public int descriptor() {
    return fd;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int sectorSize() {
    return sectorSize;
  }

  @Override
  public byte[] read(long offset, int length) {
    byte[] all = new byte[length];
    check(files.seek(fd, offset, Linux.SEEK_SET), "seeking in " + device);
    int done = 0;
    while (done < length) {
      byte[] part = new byte[length - done];
      int count = files.read(fd, part);
      check(count == 0 ? -Linux.EIO : count, "reading " + device + " at byte " + (offset + done));
      System.arraycopy(part, 0, all, done, count);
      done += count;
    }
    return all;
  }

  @Override
  public void write(long offset, byte[] bytes) {
    check(files.seek(fd, offset, Linux.SEEK_SET), "seeking in " + device);
    int done = 0;
    while (done < bytes.length) {
      int count = files.write(fd, bytes, done, bytes.length - done);
      check(count == 0 ? -Linux.EIO : count, "writing " + device + " at byte " + (offset + done));
      done += count;
    }
  }

  @Override
  public void flush() {
    check(files.flush(fd), "flushing " + device);
  }

  @Override
  public void close() {
    files.close(fd);
  }

  private static void check(long result, String what) {
    if (result < 0) {
      throw new BlockException(what + " failed: error " + -result);
    }
  }

  private static long number(String text, long otherwise) {
    return text.isEmpty() ? otherwise : Long.parseLong(text);
  }
}
