package org.boot2docker.builder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.description.RootfsSpec.Certificates;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;

class CertificateBundleTest {
  private static final Certificates SPEC =
      new Certificates(
          "usr/share/ca-certificates/mozilla",
          "etc/ssl/certs/ca-certificates.crt",
          new Place("mine.yaml:7: rootfs.certificates.from"));

  private final FileTree tree = new FileTree();

  @Test
  void certificatesAreJoinedInOrderAndTheirDirectoryGoes() throws IOException {
    tree.putFile("usr/share/ca-certificates/mozilla/B.crt", Content.of("B"));
    tree.putFile("usr/share/ca-certificates/mozilla/A.crt", Content.of("A\n"));
    tree.putFile("usr/share/misc", Content.of("stays"));
    CertificateBundle.make(SPEC, tree);
    assertThat(tree.file("etc/ssl/certs/ca-certificates.crt").orElseThrow().content().bytes())
        .asString()
        .isEqualTo("A\nB\n");
    assertThat(tree.get("usr/share/ca-certificates")).isEmpty();
    assertThat(tree.get("usr/share/misc")).isPresent();
  }

  @Test
  void noCertificateAtAllIsAnError() {
    assertThatThrownBy(() -> CertificateBundle.make(SPEC, tree))
        .hasMessageStartingWith(
            "mine.yaml:7: rootfs.certificates.from names usr/share/ca-certificates/mozilla,");
  }
}
