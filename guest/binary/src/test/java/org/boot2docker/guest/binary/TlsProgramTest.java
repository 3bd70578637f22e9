package org.boot2docker.guest.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guest's program itself, library and all, on the machine that built it, against openssl. */
class TlsProgramTest {
  private static final List<String> FILES =
      List.of("ca", "cakey", "server", "serverkey", "client", "clientkey");

  @TempDir private Path directory;
  private Path binary;

  @BeforeEach
  void takeTheProgramOut() throws IOException {
    binary = Host.program(InitBinary.TLS, directory);
  }

  private Path file(String name) {
    return directory.resolve("store").resolve(name + ".pem");
  }

  private String run(int status, String... arguments) throws IOException, InterruptedException {
    return Host.run(status, directory, command(binary.toString(), arguments));
  }

  private String openSsl(String... arguments) throws IOException, InterruptedException {
    return Host.run(0, directory.resolve("store"), command("openssl", arguments));
  }

  private static String[] command(String program, String... arguments) {
    return Stream.concat(Stream.of(program), Stream.of(arguments)).toArray(String[]::new);
  }

  private void make(String... hosts) throws IOException, InterruptedException {
    String[] words = command(directory.resolve("store").toString(), hosts);
    run(0, command("make", words));
  }

  private Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : FILES) {
      texts.put(name, Files.readString(file(name)));
    }
    return texts;
  }

  @Test
  void certificatesAreWhatOpensslTakesForAServerAndAClient()
      throws IOException, InterruptedException {
    make("box.example", "other");

    assertThat(openSsl("verify", "-x509_strict", "-CAfile", "ca.pem", "ca.pem"))
        .isEqualTo("ca.pem: OK\n");
    assertVerifies("server.pem", "sslserver");
    assertVerifies("client.pem", "sslclient");
    String extensions = "basicConstraints,keyUsage,extendedKeyUsage,subjectAltName";
    assertThat(openSsl("x509", "-in", "server.pem", "-noout", "-ext", extensions))
        .contains(
            "Constraints: critical\n    CA:FALSE",
            "Key Usage: critical\n    Digital Signature\n",
            "TLS Web Server Authentication\n",
            "DNS:box.example, DNS:other\n");
    assertThat(openSsl("x509", "-in", "client.pem", "-noout", "-ext", extensions))
        .contains("TLS Web Client Authentication\n")
        .doesNotContain("DNS:");
    assertThat(openSsl("x509", "-in", "ca.pem", "-noout", "-ext", extensions))
        .contains("Constraints: critical\n    CA:TRUE, pathlen:0\n")
        .contains("Key Usage: critical\n    Certificate Sign, CRL Sign\n");
  }

  private void assertVerifies(String name, String purpose)
      throws IOException, InterruptedException {
    String result =
        openSsl("verify", "-x509_strict", "-purpose", purpose, "-CAfile", "ca.pem", name);
    assertThat(result).isEqualTo(name + ": OK\n");
  }

  @Test
  void datesSerialsAndKeysAreWhatTheyShouldBe() throws IOException, InterruptedException {
    make("box");

    for (String name : List.of("ca", "server", "client")) {
      String text = openSsl("x509", "-in", name + ".pem", "-noout", "-text");
      assertThat(text)
          .contains("Version: 3 ", "ecdsa-with-SHA256", "prime256v1")
          .contains("Not Before: Jan  1 00:00:00 2020 GMT");
      assertThat(openSsl("x509", "-in", name + ".pem", "-noout", "-serial"))
          .as("16 random bytes, positive")
          .matches("serial=[4-7][0-9A-F]{31}\n");
      assertThat(openSsl("x509", "-in", name + ".pem", "-noout", "-pubkey"))
          .isEqualTo(openSsl("pkey", "-in", name + "key.pem", "-pubout"));
    }
    long year = 365 * 86_400L;
    openSsl("x509", "-in", "server.pem", "-noout", "-checkend", Long.toString(2 * year));
    openSsl("x509", "-in", "ca.pem", "-noout", "-checkend", Long.toString(9 * year));
    assertThat(texts().get("clientkey")).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(texts().values()).doesNotHaveDuplicates();
  }

  @Test
  void onlyTheOwnerReadsKeys() throws IOException, InterruptedException {
    make("box");

    for (String name : FILES) {
      String expected = name.endsWith("key") ? "rw-------" : "rw-r--r--";
      assertThat(Files.getPosixFilePermissions(file(name)))
          .as(name)
          .isEqualTo(PosixFilePermissions.fromString(expected));
    }
  }

  @Test
  void whatServesStaysAndANewNameIsAdded() throws IOException, InterruptedException {
    make("box");
    Map<String, String> before = texts();
    make("box");
    assertThat(texts()).isEqualTo(before);

    make("new");
    assertThat(openSsl("x509", "-in", "server.pem", "-noout", "-ext", "subjectAltName"))
        .contains("DNS:new, DNS:box\n");
    before.remove("server");
    assertThat(texts()).containsAllEntriesOf(before);
    assertVerifies("server.pem", "sslserver");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca", "cakey", "server", "serverkey", "client", "clientkey"})
  void anyDamageHeals(String name) throws IOException, InterruptedException {
    make("box");
    Map<String, String> before = texts();
    for (String damage : damages(before, name)) {
      Files.writeString(file(name), damage);
      make("box");
      assertVerifies("server.pem", "sslserver");
      assertVerifies("client.pem", "sslclient");
      Map<String, String> mended = texts();
      make("box");
      assertThat(texts()).as("nothing is left to mend").isEqualTo(mended);
      if (!name.equals("cakey")) {
        assertThat(mended).containsEntry("cakey", before.get("cakey"));
      }
    }
  }

  private static List<String> damages(Map<String, String> texts, String name) {
    String text = texts.get(name);
    return List.of(
        "",
        "\0\0\0",
        "-----BEGIN ",
        text.substring(0, 100),
        text.replaceFirst("\n.{20}", "\nAAAAAAAAAAAAAAAAAAAA"),
        texts.get(name.equals("client") ? "server" : "clientkey"));
  }

  @Test
  void saysHowItIsUsed() throws IOException, InterruptedException {
    assertThat(run(2)).startsWith("usage: tls ");
    assertThat(run(2, "nonsense")).startsWith("usage: tls ");
  }
}
