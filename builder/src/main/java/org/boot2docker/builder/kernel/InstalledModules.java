package org.boot2docker.builder.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;

/** What {@code make modules_install} has written, as a tree. */
final class InstalledModules {
  private static final String PARENT = "usr/lib/modules/";

  private InstalledModules() {}

  static FileTree of(Path installed) throws IOException {
    Path all = installed.resolve("lib/modules");
    List<Path> releases = Files.isDirectory(all) ? list(all) : List.of();
    if (releases.size() != 1) {
      throw new BuildException("the kernel installed modules for " + releases.size() + " kernels");
    }
    Path release = releases.get(0);
    FileTree tree = new FileTree();
    try (Stream<Path> files = Files.walk(release)) {
      for (Path file : files.filter(InstalledModules::isOurs).toList()) {
        String path = release.relativize(file).toString();
        tree.putFile(PARENT + release.getFileName() + "/" + path, Content.of(file));
      }
    }
    return tree;
  }

  /** The links to the sources and depmod's indexes, which are made elsewhere, stay behind. */
  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)
        && (name.endsWith(".ko") || name.equals("modules.builtin") || name.equals("modules.order"));
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }
}
