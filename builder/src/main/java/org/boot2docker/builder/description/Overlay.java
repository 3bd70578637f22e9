package org.boot2docker.builder.description;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Files that go into the image as they are.
 *
 * <p>Their modes do not come from this machine, where umask and operating system would leak into
 * the image: a file that begins with {@code #!} is a program, any other is data.
 */
final class Overlay {
  /** What Java reads in the place of bytes that are no character of the locale. */
  private static final char UNREADABLE = '\uFFFD';

  private Overlay() {}

  /**
   * Reads a directory.
   *
   * @param place where the directory is named
   * @throws IOException when it can't be read, or has a symbolic link or special file
   */
  static FileTree read(Path folder, Place place) throws IOException {
    // The folder itself may be a symbolic link, which a walk would not follow.
    Path directory = folder.toRealPath();
    FileTree tree = new FileTree();
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.sorted().toList()) {
        add(directory, file, tree, place);
      }
    }
    return tree;
  }

  private static void add(Path directory, Path file, FileTree tree, Place place)
      throws IOException {
    if (file.equals(directory)) {
      return;
    }
    String path = directory.relativize(file).toString().replace('\\', '/');
    if (path.indexOf(UNREADABLE) >= 0) {
      throw place.error(
          "has "
              + path
              + ", whose name this locale does not have: set LC_ALL=C.UTF-8, or rename it in UTF-8");
    } else if (Files.isSymbolicLink(file)) {
      throw place.error("has the symbolic link " + file + ": write it under links instead");
    } else if (Files.isDirectory(file)) {
      tree.makeDirectory(path);
    } else if (Files.isRegularFile(file)) {
      byte[] bytes = Files.readAllBytes(file);
      tree.put(path, new RegularFile(attributes(bytes), Content.of(bytes)));
    } else {
      throw place.error("has " + file + ", which is neither a file nor a folder: delete it");
    }
  }

  private static Attributes attributes(byte[] bytes) {
    boolean script = bytes.length > 1 && bytes[0] == '#' && bytes[1] == '!';
    return script ? Attributes.EXECUTABLE : Attributes.DATA;
  }
}
