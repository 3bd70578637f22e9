package org.boot2docker.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Files added to an image without a rebuild: Linux unpacks one archive after the other into the
 * same file system.
 */
public final class InitramfsAddition {
  /** An archive begins at a multiple of this. */
  private static final int ALIGNMENT = 4;

  private InitramfsAddition() {}

  /**
   * Appends texts to the file of a RAM file system, as in an overlay: one that begins with {@code
   * #!} is a program.
   *
   * @param files texts by path in the image, without a leading slash
   */
  public static void append(Path initramfs, Map<String, String> files) throws IOException {
    FileTree tree = new FileTree();
    files.forEach((path, text) -> tree.put(path, file(text)));
    int gap = (int) (-Files.size(initramfs) & (ALIGNMENT - 1));
    try (OutputStream out = Files.newOutputStream(initramfs, StandardOpenOption.APPEND)) {
      out.write(new byte[gap]);
      new CpioWriter(FileOrder.BY_PATH, Instant.EPOCH).write(tree, out);
    }
  }

  private static RegularFile file(String text) {
    Attributes attributes = text.startsWith("#!") ? Attributes.EXECUTABLE : Attributes.DATA;
    return new RegularFile(attributes, Content.of(text));
  }
}
