package org.boot2docker.builder.image;

import java.io.IOException;
import java.io.InputStream;
import org.boot2docker.builder.Architecture;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.guest.binary.InitBinary;

/** This tool's own native programs for the guest. */
public final class GuestPrograms {
  private GuestPrograms() {}

  /**
   * The programs at their places in the image.
   *
   * @throws IOException when this tool was built without programs for the architecture
   */
  public static FileTree of(Architecture architecture) throws IOException {
    FileTree tree = new FileTree();
    for (InitBinary program : InitBinary.values()) {
      try (InputStream in = program.open(architecture.debianName())) {
        Content content = Content.of(in.readAllBytes());
        tree.put(path(program), new RegularFile(Attributes.EXECUTABLE, content));
      }
    }
    return tree;
  }

  private static String path(InitBinary program) {
    return switch (program) {
      case INIT -> GuestPaths.inArchive(GuestPaths.INIT);
      // In a directory that only dockerd searches for programs; all others get the real one.
      case IPTABLES -> GuestPaths.inArchive(GuestPaths.LIBRARY) + "/bin/iptables";
      case TLS -> GuestPaths.inArchive(GuestPaths.LIBRARY) + "/tls";
    };
  }
}
