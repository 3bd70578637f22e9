package org.boot2docker.guest.system.kernel;

/** Numbers of Linux's interface that are the same on amd64 and arm64. */
public final class Linux {
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int EAGAIN = 11;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int ENOSPC = 28;

  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0100;
  public static final int O_EXCL = 0200;
  public static final int O_NOCTTY = 0400;
  public static final int O_TRUNC = 01000;
  public static final int O_APPEND = 02000;
  public static final int O_NONBLOCK = 04000;
  public static final int O_CLOEXEC = 02000000;

  public static final int SEEK_SET = 0;
  public static final int SEEK_END = 2;

  public static final int S_IFCHR = 0020000;
  public static final int S_IFBLK = 0060000;

  public static final long MS_RDONLY = 1;
  public static final long MS_NOSUID = 2;
  public static final long MS_NODEV = 4;
  public static final long MS_NOEXEC = 8;
  public static final long MS_REMOUNT = 32;
  public static final long MS_NOATIME = 1024;
  public static final long MS_BIND = 4096;
  public static final long MS_MOVE = 8192;
  public static final long MS_REC = 16384;
  public static final long MS_SHARED = 1 << 20;

  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGABRT = 6;
  public static final int SIGKILL = 9;
  public static final int SIGUSR1 = 10;
  public static final int SIGSEGV = 11;
  public static final int SIGUSR2 = 12;
  public static final int SIGTERM = 15;
  public static final int SIGCHLD = 17;
  public static final int SIGCONT = 18;

  /** Values of reboot(2). */
  public static final int REBOOT_RESTART = 0x01234567;

  public static final int REBOOT_HALT = 0xcdef0123;
  public static final int REBOOT_POWER_OFF = 0x4321fedc;
  public static final int REBOOT_CAD_OFF = 0;

  /** Resources of setrlimit(2). */
  public static final int RLIMIT_CORE = 4;

  public static final int RLIMIT_NPROC = 6;
  public static final int RLIMIT_NOFILE = 7;
  public static final int RLIMIT_MEMLOCK = 8;
  public static final long RLIM_INFINITY = -1;

  public static final int IN_MOVED_TO = 0x80;
  public static final int IN_CREATE = 0x100;

  private Linux() {}
}
