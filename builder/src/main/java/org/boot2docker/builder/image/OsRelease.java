package org.boot2docker.builder.image;

import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;

/**
 * {@code os-release(5)}. docker-machine knows a boot2docker guest by its {@code ID} and warns of a
 * line with more than one equals sign.
 */
final class OsRelease {

  private OsRelease() {}

  /** What it says of a version. */
  static String text(String version) {
    return """
    NAME=Boot2Docker
    VERSION=%1$s
    ID=boot2docker
    ID_LIKE=debian
    VERSION_ID=%1$s
    PRETTY_NAME="Boot2Docker %1$s"
    ANSI_COLOR="1;34"
    """
        .formatted(version);
  }

  /**
   * Puts the file and the link that goes with it into a tree.
   *
   * @param build names what is in the image, and nothing else
   */
  static void write(String version, String build, FileTree tree) {
    tree.putFile("usr/lib/os-release", Content.of(text(version) + "BUILD_ID=" + build + "\n"));
    tree.link("etc/os-release", "../usr/lib/os-release");
  }
}
