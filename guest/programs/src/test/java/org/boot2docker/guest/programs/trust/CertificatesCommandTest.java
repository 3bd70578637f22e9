package org.boot2docker.guest.programs.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.boot2docker.guest.programs.der.OpenSsl;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesCommandTest {
  private static final String CERTS = "/var/lib/boot2docker/certs/";
  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
  private static final String IMAGE =
      "-----BEGIN CERTIFICATE-----\nthe image's\n-----END CERTIFICATE-----\n";

  @TempDir private static Path directory;

  private final FakeKernel kernel = new FakeKernel().file(BUNDLE, IMAGE);
  private final OpenSsl openSsl = new OpenSsl(directory);

  @BeforeAll
  static void makeCertificates() throws IOException {
    OpenSsl openSsl = new OpenSsl(directory);
    openSsl.certificate("rsa", "rsa:2048");
    openSsl.certificate("other", "rsa:2048");
    openSsl.certificate("ec", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
    openSsl.certificate("ed", "ed25519");
    openSsl.run("rsa", "-in", "rsa.key", "-traditional", "-out", "rsa1.key");
    openSsl.run("ec", "-in", "ec.key", "-out", "ec1.key");
    openSsl.run("x509", "-in", "rsa.pem", "-outform", "DER", "-out", "rsa.der");
    openSsl.run(
        "pkcs8", "-topk8", "-in", "rsa.key", "-passout", "pass:secret", "-out", "encrypted.key");
    openSsl.run(
        "pkey",
        "-in",
        "rsa.key",
        "-aes128",
        "-passout",
        "pass:x",
        "-traditional",
        "-out",
        "old.key");
  }

  private void add(String name, byte[] content) {
    kernel.file(CERTS + name, content);
  }

  private int addAll() {
    return new CertificatesCommand(kernel).run(List.of());
  }

  private String pem(String name) throws IOException {
    return new String(openSsl.file(name), StandardCharsets.US_ASCII);
  }

  private String check(String authority, String certificate, String key) throws IOException {
    for (String name : List.of(authority, certificate, key)) {
      if (Files.exists(directory.resolve(name))) {
        kernel.file("/" + name, openSsl.file(name));
      }
    }
    kernel.sent.clear();
    int exit =
        new CertificatesCommand(kernel)
            .run(List.of("check", "/" + authority, "/" + certificate, "/" + key));
    String said = kernel.sent.getOrDefault(1, "");
    assertThat(exit).isEqualTo(said.isEmpty() ? 0 : 1);
    return said;
  }

  @Test
  void addsPemAndDerBehindTheImagesOwn() throws IOException {
    add("a.pem", openSsl.file("ec.pem"));
    add("b.crt", openSsl.file("rsa.der"));
    add("notes.txt", openSsl.file("other.pem"));
    assertThat(addAll()).isZero();
    assertThat(kernel.text(BUNDLE)).isEqualTo(IMAGE + pem("ec.pem") + pem("rsa.pem"));
  }

  @Test
  void addsAllCertificatesOfAFileWhateverIsAroundThem() throws IOException {
    String windows = ("subject=x\n" + pem("ec.pem") + "\n" + pem("rsa.pem")).replace("\n", "\r\n");
    add("chain.pem", windows.getBytes(StandardCharsets.US_ASCII));
    addAll();
    assertThat(kernel.text(BUNDLE)).isEqualTo(IMAGE + pem("ec.pem") + pem("rsa.pem"));
  }

  @Test
  void addingAgainDoesNotDoubleAndWhatIsGoneIsGone() throws IOException {
    add("a.pem", openSsl.file("ec.pem"));
    addAll();
    addAll();
    assertThat(kernel.text(BUNDLE)).isEqualTo(IMAGE + pem("ec.pem"));
    kernel.unlink(CERTS + "a.pem");
    addAll();
    assertThat(kernel.text(BUNDLE)).isEqualTo(IMAGE);
  }

  @Test
  void namesWhatItLeavesOut() throws IOException {
    byte[] cut = Arrays.copyOf(openSsl.file("rsa.der"), 500);
    add("cut.crt", cut);
    add("empty.pem", new byte[0]);
    add("key.pem", openSsl.file("rsa.key"));
    String damaged = pem("ec.pem") + pem("rsa.pem").replace("MII", "M!I");
    add("half.pem", damaged.getBytes(StandardCharsets.US_ASCII));
    assertThat(addAll()).isZero();
    assertThat(kernel.text(BUNDLE)).isEqualTo(IMAGE + pem("ec.pem"));
    assertThat(kernel.log())
        .contains("<3>boot2docker: " + CERTS + "cut.crt ")
        .contains(CERTS + "empty.pem ")
        .contains(CERTS + "key.pem ")
        .contains(CERTS + "half.pem: 1 of 2 ");
  }

  @Test
  void whateverTheBytesItNeitherThrowsNorTakesThem() throws IOException {
    Random random = new Random(7);
    byte[] good = openSsl.file("rsa.der");
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length));
      for (int change = 0; change < 3 && bytes.length > 0; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      assertThat(CertificateFile.read(bytes).certificates()).isEmpty();
      PrivateKeyFile.read(bytes);
    }
  }

  @Test
  void takesCertificatesWithTheirKeysInEveryForm() throws IOException {
    assertThat(check("rsa.pem", "rsa.pem", "rsa.key")).isEmpty();
    assertThat(check("other.pem", "rsa.pem", "rsa1.key")).isEmpty();
    assertThat(check("ec.pem", "ec.pem", "ec.key")).isEmpty();
    assertThat(check("ec.pem", "ec.pem", "ec1.key")).isEmpty();
    assertThat(check("ed.pem", "ed.pem", "ed.key")).isEmpty();
  }

  @Test
  void saysWhichFileDockerCannotUse() throws IOException {
    assertThat(check("none.pem", "rsa.pem", "rsa.key")).isEqualTo("/none.pem can't be read\n");
    assertThat(check("rsa.pem", "rsa.key", "rsa.key"))
        .startsWith("/rsa.key ")
        .contains("certificate");
    assertThat(check("rsa.pem", "rsa.pem", "rsa.pem")).containsPattern("/rsa\\.pem .*private key");
    assertThat(check("rsa.pem", "rsa.pem", "encrypted.key")).contains("or an encrypted");
    assertThat(check("rsa.pem", "rsa.pem", "old.key")).contains("or an encrypted");
  }

  @Test
  void saysWhenTheKeyIsAnothers() throws IOException {
    String problem = " is not the key of /rsa.pem\n";
    assertThat(check("rsa.pem", "rsa.pem", "other.key")).isEqualTo("/other.key" + problem);
    assertThat(check("rsa.pem", "rsa.pem", "ec.key")).isEqualTo("/ec.key" + problem);
    assertThat(check("rsa.pem", "ec.pem", "rsa1.key")).startsWith("/rsa1.key ").contains("/ec.pem");
  }
}
