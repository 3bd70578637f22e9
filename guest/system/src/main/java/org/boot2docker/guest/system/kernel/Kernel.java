package org.boot2docker.guest.system.kernel;

import java.util.List;
import java.util.Optional;

/**
 * What init asks of Linux.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Kernel {
  /** Milliseconds since the kernel started, not counting suspended time. */
  long millis();

  int mount(String source, String target, String type, long flags, String data);

  int unmount(String target);

  int changeDirectory(String path);

  int changeRoot(String path);

  int makeDirectory(String path, int mode);

  int symbolicLink(String target, String path);

  /** Makes a device node; the mode holds its type, S_IFCHR or S_IFBLK. */
  int makeNode(String path, int mode, int major, int minor);

  int rename(String from, String to);

  int unlink(String path);

  /** Removes an empty directory. */
  int removeDirectory(String path);

  int changeMode(String path, int mode);

  int changeOwner(String path, int user, int group);

  /** Whether the path exists, with links followed. */
  boolean exists(String path);

  /** The target of a symbolic link, or nothing when the path isn't one. */
  Optional<String> readLink(String path);

  /** The names in a directory in the file system's order, without {@code .} and {@code ..}. */
  List<String> list(String directory);

  /** Opens a file; close-on-exec is always set. */
  int open(String path, int flags, int mode);

  int close(int fd);

  /** Reads at most {@code buffer.length} bytes. */
  int read(int fd, byte[] buffer);

  int write(int fd, byte[] bytes, int offset, int length);

  long seek(int fd, long offset, int whence);

  int truncate(int fd, long length);

  int flush(int fd);

  /** Writes all file systems' cached data to their devices. */
  void sync();

  int control(int fd, long request, byte[] argument);

  /** Makes a partition of an open disk known, whatever its table says; all in bytes. */
  int addPartition(int fd, int number, long start, long length);

  /** Makes the kernel forget a partition that is not in use; the disk's table stays. */
  int forgetPartition(int fd, int number);

  /** Tells the kernel that a partition has grown; it may be in use. */
  int resizePartition(int fd, int number, long start, long length);

  /** Loads the kernel module in an open file. */
  int loadModule(int fd, String parameters);

  /** Sets a limit of this process and of those that it starts, in the resource's own unit. */
  int limit(int resource, long soft, long hard);

  int setHostName(String name);

  /** Sets which kernel messages reach the console: those with a level below this. */
  int consoleLevel(int level);

  /** Starts a program in a session of its own; the result is its process id. */
  int start(Command command);

  /** Runs a task in a child process of init itself; the result is the child's process id. */
  int fork(Runnable task);

  int kill(int pid, int signal);

  /** Takes one child that has ended, if there is one. */
  Optional<Exit> reap();

  /** Blocks these signals and gives a descriptor from which {@link #readSignal} reads them. */
  int signals(int... numbers);

  /** The next pending signal of that descriptor, or 0. */
  int readSignal(int fd);

  /** A socket that receives the kernel's uevents. */
  int ueventSocket();

  /** A socket that receives the options of router advertisements that Linux leaves to programs. */
  int routerSocket();

  /** A socket for requests about network interfaces. */
  int interfaceSocket();

  /** A socket for requests to the packet filter, as linux/netfilter/nfnetlink.h has them. */
  int firewallSocket();

  /** Sends an IPv6 packet, header and all, to the routers on an interface's link. */
  int sendToRouters(int interfaceIndex, byte[] packet);

  /** A new non-blocking inotify descriptor. */
  int watcher();

  /** Adds a directory to an inotify descriptor, for files created, changed or moved there. */
  int watch(int watcher, String directory);

  /** Connects to a unix stream socket without blocking. */
  int connect(String socketPath);

  /** A pair of connected descriptors: bytes written to the second are read from the first. */
  int[] pipe();

  /**
   * Waits until a descriptor is readable or has hung up.
   *
   * @param timeout milliseconds, or -1 for no limit
   * @return which of the descriptors are ready, by index
   */
  boolean[] poll(int[] fds, long timeout);

  /** Restarts, halts or powers off; returns only when it failed. */
  int reboot(int how);

  /** Runs this program in the same process, with an argument, when init itself crashes. */
  void survive(String program);
}
