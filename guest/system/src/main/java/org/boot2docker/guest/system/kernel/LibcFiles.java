package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The C library's functions for files and directories, exactly as it declares them. */
final class LibcFiles {
  private LibcFiles() {}

  @Include("fcntl.h")
  @Import(name = "open")
  static native int open(String path, int flags, int mode);

  @Include("unistd.h")
  @Import(name = "lseek")
  static native long lseek(int fd, long offset, int whence);

  @Include("unistd.h")
  @Import(name = "ftruncate")
  static native int ftruncate(int fd, long length);

  @Include("unistd.h")
  @Import(name = "fsync")
  static native int fsync(int fd);

  @Include("sys/stat.h")
  @Import(name = "mkdir")
  static native int mkdir(String path, int mode);

  @Include("unistd.h")
  @Import(name = "rmdir")
  static native int rmdir(String path);

  @Include("unistd.h")
  @Import(name = "symlink")
  static native int symlink(String target, String path);

  @Include("unistd.h")
  @Import(name = "readlink")
  static native long readlink(String path, Address buffer, long size);

  @Include("stdio.h")
  @Import(name = "rename")
  static native int rename(String from, String to);

  @Include("unistd.h")
  @Import(name = "unlink")
  static native int unlink(String path);

  @Include("sys/stat.h")
  @Import(name = "chmod")
  static native int chmod(String path, int mode);

  @Include("unistd.h")
  @Import(name = "chown")
  static native int chown(String path, int user, int group);

  @Include("sys/stat.h")
  @Import(name = "umask")
  static native int umask(int mask);

  @Include("sys/stat.h")
  @Import(name = "stat")
  static native int stat(String path, Address status);

  @Include("sys/syscall.h")
  @Variable
  @Import(name = "SYS_statx")
  static native int statxNumber();

  /** For statx(2), which old C libraries lack. */
  @Include("unistd.h")
  @Import(name = "syscall")
  static native long syscall(
      long number, long directory, String path, long flags, long mask, Address status);

  @Include("sys/stat.h")
  @Import(name = "utimensat")
  static native int utimensat(int directory, String path, Address times, int flags);

  @Include("sys/stat.h")
  @Import(name = "mknod")
  static native int mknod(String path, int mode, long device);

  @Include("unistd.h")
  @Import(name = "access")
  static native int access(String path, int mode);

  @Include("dirent.h")
  @Import(name = "opendir")
  static native Address opendir(String path);

  @Include("dirent.h")
  @Import(name = "readdir")
  static native Address readdir(Address directory);

  @Include("dirent.h")
  @Import(name = "closedir")
  static native int closedir(Address directory);

  @Include("sys/inotify.h")
  @Import(name = "inotify_init1")
  static native int inotifyInit1(int flags);

  @Include("sys/inotify.h")
  @Import(name = "inotify_add_watch")
  static native int inotifyAddWatch(int fd, String path, int mask);
}
