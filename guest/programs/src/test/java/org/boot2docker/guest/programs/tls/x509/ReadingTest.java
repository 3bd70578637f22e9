package org.boot2docker.guest.programs.tls.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.guest.programs.der.OpenSsl;
import org.boot2docker.guest.programs.der.PemBlock;
import org.boot2docker.guest.programs.tls.crypto.Sha256;
import org.boot2docker.guest.programs.tls.crypto.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was written is read again, and nothing that is damaged. */
class ReadingTest {
  private static final byte[] SERIAL = new byte[16];
  private static final long END = 1_900_000_000;
  private static final List<AltName> NAMES =
      List.of(AltName.dns("localhost"), AltName.address(new byte[] {10, 0, 2, 15}));

  private final SigningKey.Maker maker = new SigningKey.Maker();
  private final SigningKey authority = key(1);
  private final SigningKey leaf = key(2);

  private SigningKey key(int seed) {
    return maker.make(() -> Sha256.digest(new byte[] {(byte) seed}));
  }

  @Test
  void certificateIsRead() {
    String pem = new Issuer(authority).server(SERIAL, END, leaf, NAMES);
    Certificate certificate = Certificate.read(pem).orElseThrow();

    assertThat(certificate.names()).isEqualTo(NAMES);
    assertThat(certificate.notAfter()).isEqualTo(END);
    assertThat(certificate.isOf(leaf)).isTrue();
    assertThat(certificate.isOf(authority)).isFalse();
    assertThat(certificate.isSignedBy(authority)).isTrue();
    assertThat(certificate.isSignedBy(leaf)).isFalse();
  }

  @Test
  void keyIsRead() {
    assertThat(KeyPem.read(maker, KeyPem.write(leaf)).orElseThrow().secret())
        .isEqualTo(leaf.secret());
  }

  /** Changes each byte of the DER in turn: nothing but an intact certificate passes. */
  @Test
  void noDamagedCertificatePasses() {
    byte[] der =
        PemBlock.first("CERTIFICATE", new Issuer(authority).server(SERIAL, END, leaf, NAMES))
            .orElseThrow();
    for (int i = 0; i < der.length; i++) {
      byte[] damaged = der.clone();
      damaged[i] ^= 0x55;
      assertThat(
              Certificate.read(PemBlock.encode("CERTIFICATE", damaged))
                  .filter(c -> c.isOf(leaf) && c.isSignedBy(authority)))
          .as("byte %d", i)
          .isEmpty();
    }
  }

  @Test
  void noDamagedKeyPasses() {
    byte[] der = PemBlock.first("PRIVATE KEY", KeyPem.write(leaf)).orElseThrow();
    for (int i = 0; i < der.length; i++) {
      byte[] damaged = der.clone();
      damaged[i] ^= 0x55;
      boolean same =
          KeyPem.read(maker, PemBlock.encode("PRIVATE KEY", damaged))
              .map(k -> new String(PemBlock.encode("K", k.secret())))
              .map(new String(PemBlock.encode("K", leaf.secret()))::equals)
              .orElse(true);
      assertThat(same).as("byte %d gives no other key", i).isTrue();
    }
  }

  @Test
  void filesCutOffAnywhereAreRefused() {
    String key = KeyPem.write(leaf);
    String certificate = new Issuer(authority).client(SERIAL, END, leaf);
    for (int length = 0; length < key.length() - 1; length++) {
      assertThat(KeyPem.read(maker, key.substring(0, length))).as("%d", length).isEmpty();
    }
    for (int length = 0; length < certificate.length() - 1; length++) {
      assertThat(Certificate.read(certificate.substring(0, length))).as("%d", length).isEmpty();
    }
  }

  @Test
  void filesOfOtherKindsAreRefusedOrKnownAsForeign(@TempDir Path directory) throws IOException {
    OpenSsl openssl = new OpenSsl(directory);
    openssl.run(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "rsa.pem",
        "-out",
        "ca.pem",
        "-subj",
        "/CN=other",
        "-days",
        "9");
    openssl.run("ecparam", "-genkey", "-name", "secp384r1", "-out", "p384.pem");
    openssl.run("pkcs8", "-topk8", "-nocrypt", "-in", "p384.pem", "-out", "p384-pkcs8.pem");

    for (String key : List.of("rsa.pem", "p384.pem", "p384-pkcs8.pem", "ca.pem")) {
      String text = Files.readString(directory.resolve(key));
      assertThat(KeyPem.read(maker, text)).as(key).isEmpty();
    }
    Certificate foreign =
        Certificate.read(Files.readString(directory.resolve("ca.pem"))).orElseThrow();
    assertThat(foreign.isOf(leaf)).isFalse();
    assertThat(foreign.isSignedBy(authority)).isFalse();
  }

  @Test
  void addressesAreShownForPeople() {
    assertThat(AltName.address(new byte[] {10, 0, 2, (byte) 200}).text()).isEqualTo("10.0.2.200");
    assertThat(AltName.dns("böx").text()).isEqualTo("böx");
    byte[] six = new byte[16];
    six[0] = (byte) 0xfe;
    six[1] = (byte) 0x80;
    six[15] = 1;
    assertThat(AltName.address(six).text()).isEqualTo("fe80:0:0:0:0:0:0:1");
  }
}
