package org.boot2docker.guest.system.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teavm.interop.Address;
import org.teavm.interop.Strings;

/** Real files, through the C library. */
public final class NativeFiles extends NativeDescriptors implements Files {
  private static final int DIRECTORY_ENTRY_NAME = 19;
  private static final int SCRATCH_BYTES = 8192;
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  private static final int AT_STATX_FORCE_SYNC = 0x2000;

  /** STATX_TYPE, STATX_MODE and STATX_MTIME. */
  private static final int STATX_ASKED = 0x43;

  /** Where struct statx has the mode, and the time of the last change. */
  private static final int STATX_MODE = 28;

  private static final int STATX_SECONDS = 112;
  private static final int STATX_NANOSECONDS = STATX_SECONDS + 8;
  private static final int S_IFMT = 0170000;
  private static final int S_IFLNK = 0120000;
  private static final int PERMISSIONS = 07777;

  private static final int TIMESPEC = 16;
  private static final int TIMESPEC_NANOSECONDS = 8;
  private static final long UTIME_OMIT = 0x3ffffffe;
  private static final int CLOSED_ON_EXEC = Linux.O_CLOEXEC | Linux.O_NONBLOCK;

  /** Memory for the small structures of calls; there is one thread, and no call keeps it. */
  private final Address scratch = Libc.malloc(SCRATCH_BYTES);

  @Override
  public int open(String path, int flags, int mode) {
    return Libc.result(LibcFiles.open(path, flags | Linux.O_CLOEXEC, mode));
  }

  @Override
  public long seek(int fd, long offset, int whence) {
    long position = LibcFiles.lseek(fd, offset, whence);
    return position < 0 ? -Libc.errno() : position;
  }

  @Override
  public int truncate(int fd, long length) {
    return Libc.result(LibcFiles.ftruncate(fd, length));
  }

  @Override
  public int flush(int fd) {
    return Libc.result(LibcFiles.fsync(fd));
  }

  @Override
  public boolean exists(String path) {
    return LibcFiles.access(path, 0) == 0;
  }

  @Override
  public List<String> list(String directory) {
    List<String> names = new ArrayList<>();
    Address stream = LibcFiles.opendir(directory);
    if (stream.toLong() == 0) {
      return names;
    }
    Address entry = LibcFiles.readdir(stream);
    while (entry.toLong() != 0) {
      String name = Strings.fromC(entry.add(DIRECTORY_ENTRY_NAME));
      if (!name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
      entry = LibcFiles.readdir(stream);
    }
    LibcFiles.closedir(stream);
    return names;
  }

  @Override
  public Optional<String> readLink(String path) {
    long length = LibcFiles.readlink(path, scratch, SCRATCH_BYTES - 1);
    if (length < 0) {
      return Optional.empty();
    }
    scratch.add(length).putByte((byte) 0);
    return Optional.of(Strings.fromC(scratch));
  }

  @Override
  public int makeDirectory(String path, int mode) {
    return Libc.result(LibcFiles.mkdir(path, mode));
  }

  @Override
  public int removeDirectory(String path) {
    return Libc.result(LibcFiles.rmdir(path));
  }

  @Override
  public int symbolicLink(String target, String path) {
    return Libc.result(LibcFiles.symlink(target, path));
  }

  @Override
  public int makeNode(String path, int mode, int major, int minor) {
    // As makedev(3) joins them.
    long device =
        (major & 0xfffff000L) << 32
            | (major & 0xfffL) << 8
            | (minor & 0xffffff00L) << 12
            | (minor & 0xffL);
    return Libc.result(LibcFiles.mknod(path, mode, device));
  }

  @Override
  public int rename(String from, String to) {
    return Libc.result(LibcFiles.rename(from, to));
  }

  @Override
  public int unlink(String path) {
    return Libc.result(LibcFiles.unlink(path));
  }

  @Override
  public int changeMode(String path, int mode) {
    return Libc.result(LibcFiles.chmod(path, mode));
  }

  @Override
  public int changeOwner(String path, int user, int group) {
    return Libc.result(LibcFiles.chown(path, user, group));
  }

  @Override
  public int retouch(String path) {
    int found = status(path);
    if (found < 0) {
      return found;
    }
    long seconds = scratch.add(STATX_SECONDS).getLong();
    int nanoseconds = scratch.add(STATX_NANOSECONDS).getInt();
    // Two struct timespec, of two longs each: the last access, and the last change.
    scratch.add(TIMESPEC_NANOSECONDS).putLong(UTIME_OMIT);
    scratch.add(TIMESPEC).putLong(seconds);
    scratch.add(TIMESPEC + TIMESPEC_NANOSECONDS).putLong(nanoseconds);
    return Libc.result(LibcFiles.utimensat(AT_FDCWD, path, scratch, AT_SYMLINK_NOFOLLOW));
  }

  @Override
  public int changeModeToItself(String path) {
    int found = status(path);
    if (found < 0) {
      return found;
    }
    int mode = scratch.add(STATX_MODE).getShort();
    return (mode & S_IFMT) == S_IFLNK ? 0 : changeMode(path, mode & PERMISSIONS);
  }

  /** Gets a struct statx, from the file system's server, whatever Linux remembers. */
  private int status(String path) {
    int flags = AT_SYMLINK_NOFOLLOW | AT_STATX_FORCE_SYNC;
    long number = LibcFiles.statxNumber();
    return Libc.result(LibcFiles.syscall(number, AT_FDCWD, path, flags, STATX_ASKED, scratch));
  }

  @Override
  public int watcher() {
    return Libc.result(LibcFiles.inotifyInit1(CLOSED_ON_EXEC));
  }

  @Override
  public int watch(int watcher, String directory) {
    int mask = Linux.IN_CREATE | Linux.IN_MOVED_TO;
    return Libc.result(LibcFiles.inotifyAddWatch(watcher, directory, mask));
  }
}
