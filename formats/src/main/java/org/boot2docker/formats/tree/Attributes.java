package org.boot2docker.formats.tree;

/**
 * Permissions and owner of a node. There is no time stamp: the image has one for all its files.
 *
 * @param mode the twelve permission bits of chmod(2), 0 to 07777; the file type is the node's class
 * @param uid owner, 0 to 2^31-1
 * @param gid group, 0 to 2^31-1
 */
public record Attributes(int mode, int uid, int gid) {

  /** {@code rwxr-xr-x root root}: directories and programs. */
  public static final Attributes EXECUTABLE = new Attributes(0755, 0, 0);

  /** {@code rw-r--r-- root root}: data. */
  public static final Attributes DATA = new Attributes(0644, 0, 0);

  /** {@code rwxrwxrwx root root}: what Linux reports for any symbolic link. */
  public static final Attributes LINK = new Attributes(0777, 0, 0);

  /** Checks the ranges. */
  public Attributes {
    if ((mode & ~07777) != 0) {
      throw new IllegalArgumentException("mode 0" + Integer.toOctalString(mode) + " has type bits");
    }
    if (uid < 0 || gid < 0) {
      throw new IllegalArgumentException("negative owner " + uid + ":" + gid);
    }
  }
}
