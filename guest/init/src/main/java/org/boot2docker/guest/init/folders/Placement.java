package org.boot2docker.guest.init.folders;

import java.util.Set;
import org.boot2docker.guest.system.kernel.Text;

/** Where a share belongs, by its tag alone. */
sealed interface Placement {
  /** On this path; {@code moved} when the tag asked for one that is the system's. */
  record At(String path, boolean moved) implements Placement {}

  /** Its folders belong into /home, beside the guest's own. */
  record Home() implements Placement {}

  /** Nowhere. */
  record Refused(String reason) implements Placement {}

  /** The guest's own directories, with all that is in them. */
  Set<String> SYSTEM =
      Set.of(
          "bin", "boot", "dev", "etc", "init", "lib", "lib32", "lib64", "proc", "run", "sbin",
          "sys", "usr", "var");

  /** The guest's own directories, in which there may be a share. */
  Set<String> SHELTERS = Set.of("/home/docker", "/mnt", "/root", "/tmp");

  String OWN_HOME = "/home/docker/";
  int LONGEST = 1024;

  /** Decides; an absolute path means itself, {@code Users} /Users, another word a path below /. */
  static Placement of(String tag) {
    if (tag.isEmpty() || tag.length() > LONGEST) {
      return new Refused("its tag is empty or too long");
    }
    for (char c : tag.toCharArray()) {
      if (c < ' ' || c == 0x7f || c == 0xfffd) {
        return new Refused("its tag holds control characters");
      }
    }
    StringBuilder path = new StringBuilder();
    for (String part : Text.parts(tag, "/")) {
      if (part.equals(".") || part.equals("..")) {
        return new Refused("its tag holds . or ..");
      }
      path.append('/').append(part);
    }
    return path.length() == 0 ? new Refused("its tag is /") : place(path.toString());
  }

  private static Placement place(String path) {
    if (path.equals("/home")) {
      return new Home();
    }
    int end = path.indexOf('/', 1);
    String top = path.substring(1, end < 0 ? path.length() : end);
    boolean taken = SYSTEM.contains(top) || SHELTERS.contains(path) || path.startsWith(OWN_HOME);
    return new At(taken ? aside(path) : path, taken);
  }

  /** The path to take when another can't be had. */
  static String aside(String path) {
    return "/mnt" + path;
  }
}
