package org.boot2docker.formats.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/** SHA-256 sums in lower case hexadecimal. */
public final class Sha256 {
  private static final int BUFFER = 1 << 16;

  private Sha256() {}

  /** The sum of bytes. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(start().digest(bytes));
  }

  /** The sum of a text as UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The sum of a stream read to its end. */
  public static String of(InputStream in) throws IOException {
    MessageDigest digest = start();
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The sum of a tree: its paths, attributes and contents. */
  public static String of(FileTree tree) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      Node node = entry.getValue();
      lines.add(entry.getKey() + " " + node.attributes() + " " + content(node));
    }
    return of(String.join("\n", lines));
  }

  private static String content(Node node) throws IOException {
    if (node instanceof RegularFile file) {
      try (InputStream in = file.content().open()) {
        return of(in);
      }
    } else if (node instanceof SymbolicLink link) {
      return link.target();
    } else if (node instanceof DeviceNode device) {
      return device.kind() + " " + device.major() + ":" + device.minor();
    }
    return "directory";
  }

  /** A fresh digest. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
