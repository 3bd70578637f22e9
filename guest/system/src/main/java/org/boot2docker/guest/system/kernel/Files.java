package org.boot2docker.guest.system.kernel;

import java.util.List;
import java.util.Optional;

/**
 * Files, directories and links, by path and open.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Files extends Descriptors {
  /** Opens a file; close-on-exec is always set. */
  int open(String path, int flags, int mode);

  /** Moves to an offset in bytes that counts from {@code whence}; gives it from the start. */
  long seek(int fd, long offset, int whence);

  /** Makes a file this many bytes long. */
  int truncate(int fd, long length);

  /** Waits until what was written is on the device. */
  int flush(int fd);

  /** Whether the path exists, with links followed. */
  boolean exists(String path);

  /** The names in a directory in the file system's order, without {@code .} and {@code ..}. */
  List<String> list(String directory);

  /** The target of a symbolic link, or nothing when the path isn't one. */
  Optional<String> readLink(String path);

  /** Makes a directory in one that exists. */
  int makeDirectory(String path, int mode);

  /** Removes an empty directory. */
  int removeDirectory(String path);

  /** Makes a symbolic link at a path. */
  int symbolicLink(String target, String path);

  /** Makes a device node; the mode holds its type, S_IFCHR or S_IFBLK. */
  int makeNode(String path, int mode, int major, int minor);

  /** Gives a file another name, in place of a file that had it. */
  int rename(String from, String to);

  /** Removes a file or a symbolic link. */
  int unlink(String path);

  /** Sets the permissions, as chmod(2) does. */
  int changeMode(String path, int mode);

  /** Sets the owner by the numbers of a user and a group. */
  int changeOwner(String path, int user, int group);

  /**
   * Sets the time of the last change to what the file system's server says that it is. Nothing
   * changes by that, but who watches the file or its directory by inotify gets IN_MODIFY. A
   * symbolic link is not followed.
   */
  int retouch(String path);

  /** Sets the permissions to what they are: who watches gets IN_ATTRIB. */
  int changeModeToItself(String path);

  /** A new non-blocking inotify descriptor. */
  int watcher();

  /** Adds a directory to an inotify descriptor, for files created, changed or moved there. */
  int watch(int watcher, String directory);
}
