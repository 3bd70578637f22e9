package org.boot2docker.builder.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.boot2docker.builder.description.RootfsSpec.Certificates;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/** Joins the CA certificates of a directory into the one file that programs read. */
public final class CertificateBundle {

  private CertificateBundle() {}

  /** Replaces the directory by the bundle; certificates are in the order of their file names. */
  public static void make(Certificates certificates, FileTree tree) throws IOException {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    for (String name : tree.children(certificates.from())) {
      RegularFile file = tree.file(certificates.from() + "/" + name).orElse(null);
      if (file != null) {
        byte[] pem = file.content().bytes();
        bundle.writeBytes(pem);
        if (pem.length > 0 && pem[pem.length - 1] != '\n') {
          bundle.write('\n');
        }
      }
    }
    if (bundle.size() == 0) {
      throw certificates
          .place()
          .error(
              "names "
                  + certificates.from()
                  + ", where no certificates are: add their package, or correct the path");
    }
    tree.remove(certificates.from());
    removeEmptyParents(FileTree.parent(certificates.from()), tree);
    tree.putFile(certificates.to(), Content.of(bundle.toByteArray()));
  }

  private static void removeEmptyParents(String directory, FileTree tree) {
    String at = directory;
    while (!at.isEmpty() && tree.children(at).isEmpty()) {
      tree.remove(at);
      at = FileTree.parent(at);
    }
  }
}
