package org.boot2docker.debian.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StanzaReaderTest {

  @Test
  void fieldsContinuationsAndCommentsAreToldApart() throws IOException {
    List<Stanza> stanzas =
        StanzaReader.parse(
            "\n# first\nPackage: a\nDescription: short\n long\n .\n# inside\n  more \n\n \nPackage:b\r\n",
            "test");
    assertThat(stanzas).hasSize(2);
    assertThat(stanzas.get(0).require("description")).isEqualTo("short\nlong\n.\n more");
    assertThat(stanzas.get(1).require("PACKAGE")).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no colon here", " continuation first", ": no name", "A: 1\nA: 2"})
  void malformedLinesAreNamedByNumber(String text) {
    assertThatThrownBy(() -> StanzaReader.parse(text, "test"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("test, line ");
  }

  @Test
  void aMissingFieldIsNamedWithItsPackage() throws IOException {
    Stanza stanza = StanzaReader.parse("Package: busybox\n", "test").get(0);
    assertThatThrownBy(() -> stanza.require("SHA256"))
        .hasMessageContaining("SHA256")
        .hasMessageContaining("busybox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "pool/../../x", "http://x/y?z"})
  void aPathThatLeadsOutOfTheArchiveIsRefused(String path) throws IOException {
    Stanza stanza =
        StanzaReader.parse(
                "Package: xx\nVersion: 1\nArchitecture: all\nSize: 1\nSHA256: "
                    + "0".repeat(64)
                    + "\nFilename: "
                    + path
                    + "\n",
                "test")
            .get(0);
    assertThatThrownBy(() -> PackageRecord.of(stanza, "trixie")).hasMessageContaining("xx");
  }
}
