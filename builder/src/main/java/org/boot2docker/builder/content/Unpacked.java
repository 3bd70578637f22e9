package org.boot2docker.builder.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.boot2docker.builder.description.FolderSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/** Files that packages have compressed one by one: the image compresses them better together. */
public final class Unpacked {
  private static final String ENDING = ".gz";

  /** More than any file of data that programs read compressed. */
  private static final int MOST_BYTES = 16 << 20;

  private final FileTree tree;
  private final Origins origins;

  /** For the files of a tree, which are noted as from the packages that the compressed ones had. */
  public Unpacked(FileTree tree, Origins origins) {
    this.tree = tree;
    this.origins = origins;
  }

  /**
   * Puts {@code NAME} in the place of each {@code NAME.gz}, and of links to such files.
   *
   * @throws BuildException when a folder has none, or has both
   * @throws IOException naming the file that can't be unpacked
   */
  public void in(List<FolderSpec> folders) throws IOException {
    for (FolderSpec folder : folders) {
      boolean found = false;
      for (Map.Entry<String, Node> entry : List.copyOf(tree.entries().entrySet())) {
        String path = entry.getKey();
        if (path.startsWith(folder.path() + "/") && path.endsWith(ENDING)) {
          replace(path, entry.getValue(), folder);
          found = true;
        }
      }
      if (!found) {
        throw folder
            .place()
            .error(
                "names %s, where no %s files are: correct the path, or remove it"
                    .formatted(folder.path(), ENDING));
      }
    }
  }

  private void replace(String path, Node node, FolderSpec folder) throws IOException {
    String plain = withoutEnding(path);
    if (tree.get(plain).isPresent()) {
      throw folder.place().error("has %s and %s: exclude one of them".formatted(plain, path));
    }
    tree.remove(path);
    tree.put(plain, unpacked(path, node));
  }

  private Node unpacked(String path, Node node) throws IOException {
    if (node instanceof SymbolicLink link) {
      return new SymbolicLink(link.attributes(), withoutEnding(link.target()));
    }
    if (!(node instanceof RegularFile file)) {
      return node;
    }
    Content content = Content.of(bytes(path, file.content()));
    origins.replace(file.content(), content);
    return new RegularFile(file.attributes(), content);
  }

  private static byte[] bytes(String path, Content content) throws IOException {
    byte[] bytes;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content.bytes()))) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new BuildException(
          path + " can't be unpacked (" + e.getMessage() + "): exclude it in the description", e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new BuildException(
          path + " has more than 16 MiB unpacked: leave its folder out of rootfs.gunzip");
    }
    return bytes;
  }

  private static String withoutEnding(String path) {
    return path.endsWith(ENDING) ? path.substring(0, path.length() - ENDING.length()) : path;
  }
}
