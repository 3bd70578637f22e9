package org.boot2docker.guest.init.service;

import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;

/**
 * A service's output file, which lies in memory and so is kept small.
 *
 * <p>The service writes to it directly and goes on doing so when init itself restarts.
 */
final class LogFile {
  private final Files files;
  private final String path;
  private final long limit;

  LogFile(Files files, String path, long limit) {
    this.files = files;
    this.path = path;
    this.limit = limit;
  }

  /** Opens it for a process that is about to be started. */
  int open() {
    return files.open(path, Linux.O_WRONLY | Linux.O_CREAT | Linux.O_APPEND, 0644);
  }

  /** When it is over its limit, keeps its end in a file with {@code .1} added, and empties it. */
  void trim() {
    int fd = files.open(path, Linux.O_RDWR | Linux.O_APPEND, 0);
    if (fd < 0) {
      return;
    }
    long size = files.seek(fd, 0, Linux.SEEK_END);
    if (size > limit) {
      keepEnd(fd, size);
      files.truncate(fd, 0);
    }
    files.close(fd);
  }

  private void keepEnd(int fd, long size) {
    int old = files.open(path + ".1", Linux.O_WRONLY | Linux.O_CREAT | Linux.O_TRUNC, 0644);
    files.seek(fd, size - limit, Linux.SEEK_SET);
    byte[] chunk = new byte[65536];
    int count = files.read(fd, chunk);
    while (old >= 0 && count > 0) {
      files.write(old, chunk, 0, count);
      count = files.read(fd, chunk);
    }
    files.close(old);
  }
}
