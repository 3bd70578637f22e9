package org.boot2docker.boottest.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.HostTool;

/** A root file system for {@code docker import}: this machine's busybox by all its names. */
final class BoxImage {
  static final String SERVED = "served by a box";

  private BoxImage() {}

  /** Writes the tar, below a directory. */
  static Path tar(Path directory) throws IOException {
    Path root = Files.createDirectories(directory.resolve("box"));
    Path programs = Files.createDirectories(root.resolve("bin"));
    Files.copy(Path.of("/bin/busybox"), programs.resolve("busybox"));
    HostTool.run(
            programs,
            "sh",
            "-c",
            "for name in $(./busybox --list); do [ -e $name ] || ln -s busybox $name; done")
        .succeeded();
    Files.createDirectory(root.resolve("tmp"));
    Files.writeString(
        Files.createDirectory(root.resolve("www")).resolve("index.html"), SERVED + "\n");
    HostTool.run(root, "tar", "--owner=0", "--group=0", "-cf", "../box.tar", ".").succeeded();
    return directory.resolve("box.tar");
  }
}
