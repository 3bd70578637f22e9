package org.boot2docker.debian.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes packages with dpkg-deb. */
public final class Packages {
  private Packages() {}

  /**
   * Packs a directory.
   *
   * @param control the control file's fields besides Package, Version and so on; may be empty
   */
  public static Path build(
      Path root, String name, String version, String control, String... options)
      throws IOException {
    Path debian = Files.createDirectories(root.resolve("DEBIAN"));
    Files.writeString(
        debian.resolve("control"),
        "Package: "
            + name
            + "\nVersion: "
            + version
            + "\nArchitecture: amd64\nMaintainer: Nobody <nobody@example.org>\n"
            + control
            + "Description: test\n");
    Path parent = java.util.Objects.requireNonNull(root.toAbsolutePath().getParent());
    Path deb = parent.resolve(name + "_" + version.replace(":", "%3a") + "_amd64.deb");
    String[] command = new String[options.length + 5];
    command[0] = "dpkg-deb";
    command[1] = "--root-owner-group";
    System.arraycopy(options, 0, command, 2, options.length);
    command[options.length + 2] = "-b";
    command[options.length + 3] = root.toString();
    command[options.length + 4] = deb.toString();
    Tool.output(parent, command);
    return deb;
  }
}
