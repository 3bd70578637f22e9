package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;

/** A program in the guest's file system, changed in place. */
final class ProgramFile implements ProgramBytes, AutoCloseable {
  private final Files files;
  private final int fd;

  private ProgramFile(Files files, int fd) {
    this.files = files;
    this.fd = fd;
  }

  static ProgramFile open(Files files, String path) throws IOException {
    return new ProgramFile(files, (int) check(files.open(path, Linux.O_RDWR, 0), "opening"));
  }

  @Override
  public byte[] read(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    check(files.seek(fd, offset, Linux.SEEK_SET), "seeking");
    // A file in memory is read as far as it goes in one call.
    if (check(files.read(fd, bytes), "reading") != length) {
      throw new IOException("it ends before byte " + (offset + length));
    }
    return bytes;
  }

  @Override
  public void write(long offset, byte[] bytes, int length) throws IOException {
    check(files.seek(fd, offset, Linux.SEEK_SET), "seeking");
    int done = 0;
    while (done < length) {
      int count = files.write(fd, bytes, done, length - done);
      done += (int) check(count == 0 ? -Linux.EIO : count, "writing");
    }
  }

  @Override
  public void close() {
    files.close(fd);
  }

  private static long check(long result, String what) throws IOException {
    if (result < 0) {
      throw new IOException(what + " failed: error " + -result);
    }
    return result;
  }
}
