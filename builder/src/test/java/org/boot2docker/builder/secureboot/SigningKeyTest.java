package org.boot2docker.builder.secureboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.formats.pe.PeProgram;
import org.boot2docker.formats.testing.TestStub;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this signs is verified by sbverify, and keys are those that openssl makes. */
class SigningKeyTest {
  @TempDir Path directory;

  @BeforeEach
  void makeKey() {
    make("rsa:2048", "own");
  }

  private void make(String kind, String name) {
    Tool.run(
        directory,
        "openssl",
        "req",
        "-new",
        "-x509",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=test",
        "-newkey",
        kind,
        "-keyout",
        name + ".key",
        "-out",
        name + ".crt");
  }

  private SigningKey read(String key, String certificate) throws IOException {
    return SigningKey.read(directory.resolve(key), directory.resolve(certificate));
  }

  private byte[] signed(SigningKey key) throws IOException {
    PeProgram program =
        PeProgram.extend(
            TestStub.bytes(), TestStub.AMD64, Map.of(".initrd", Content.of(new byte[9999])));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    program.write(key.sign(program.sum()), out);
    return out.toByteArray();
  }

  @Test
  void anotherProgramVerifiesTheSignature() throws IOException {
    Files.write(directory.resolve("uki.efi"), signed(read("own.key", "own.crt")));
    assertThat(Tool.run(directory, "sbverify", "--cert", "own.crt", "uki.efi"))
        .contains("Signature verification OK");
  }

  @Test
  void oneChangedBitIsFoundByIt() throws IOException {
    byte[] program = signed(read("own.key", "own.crt"));
    program[TestStub.bytes().length + 5000] ^= 1;
    Files.write(directory.resolve("uki.efi"), program);
    assertThatThrownBy(() -> Tool.run(directory, "sbverify", "--cert", "own.crt", "uki.efi"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("hash check");
  }

  @Test
  void oneKeyAlwaysMakesTheSameSignatureWhateverItsFormat() throws IOException {
    Tool.run(directory, "openssl", "rsa", "-traditional", "-in", "own.key", "-out", "old.key");
    assertThat(directory.resolve("old.key")).content().contains("BEGIN RSA PRIVATE KEY");
    SigningKey key = read("own.key", "own.crt");
    assertThat(signed(key)).isEqualTo(signed(read("old.key", "own.crt")));
    assertThat(key.key()).isEqualTo(read("old.key", "own.crt").key()).matches("[0-9a-f]{64}");
  }

  @Test
  void certificatesThatCertifyItGoWithTheSignature() throws IOException {
    make("rsa:2048", "root");
    Files.writeString(
        directory.resolve("chain.crt"),
        Files.readString(directory.resolve("own.crt"))
            + Files.readString(directory.resolve("root.crt")));
    byte[] chain = signed(read("own.key", "chain.crt"));
    assertThat(chain.length).isGreaterThan(signed(read("own.key", "own.crt")).length + 500);
    Files.write(directory.resolve("uki.efi"), chain);
    assertThat(Tool.run(directory, "sbverify", "--cert", "own.crt", "uki.efi")).contains("OK");
  }

  /** A step's inputs. */
  private record Inputs(Optional<SigningKey> secureBoot) {}

  private static String step(SigningKey... key) throws IOException {
    return StepInputs.of(new Inputs(Stream.of(key).findFirst())).key();
  }

  @Test
  void aStepRunsAgainForAnotherKeyOnly() throws IOException {
    make("rsa:2048", "other");
    assertThat(step(read("own.key", "own.crt")))
        .isEqualTo(step(read("own.key", "own.crt")))
        .isNotEqualTo(step(read("other.key", "other.crt")))
        .isNotEqualTo(step());
  }

  private void refused(String key, String certificate, String... parts) {
    assertThatThrownBy(() -> read(key, certificate))
        .isInstanceOf(BuildException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  @Test
  void anEncryptedKeyIsRefusedInBothFormats() {
    for (String format : new String[] {"-traditional", "-text"}) {
      Tool.run(
          directory,
          "openssl",
          "rsa",
          format,
          "-aes128",
          "-passout",
          "pass:abcd",
          "-in",
          "own.key",
          "-out",
          "closed.key");
      refused("closed.key", "own.crt", "closed.key", "is encrypted: decrypt it with");
    }
  }

  @Test
  void aKeyThatFirmwareDoesNotTakeIsRefused() {
    Tool.run(
        directory,
        "openssl",
        "req",
        "-new",
        "-x509",
        "-nodes",
        "-subj",
        "/CN=test",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-keyout",
        "ec.key",
        "-out",
        "ec.crt");
    refused("ec.key", "ec.crt", "ec.key", "is no RSA key");
    make("rsa:1024", "short");
    refused("short.key", "short.crt", "short.key", "1024 bits");
  }

  @Test
  void filesThatAreMistakenAreNamed() throws IOException {
    refused("own.crt", "own.key", "own.crt", "has no private key in PEM");
    refused("own.key", "own.key", "own.key", "has no certificate in PEM");
    make("rsa:2048", "other");
    refused("own.key", "other.crt", "other.crt is of another key than", "own.key");
    Files.writeString(
        directory.resolve("cut.crt"),
        Files.readString(directory.resolve("own.crt")).replaceFirst("M", "A"));
    refused("own.key", "cut.crt", "cut.crt is damaged");
    assertThatThrownBy(() -> read("none.key", "own.crt")).hasMessageContaining("does not exist");
  }

  @Test
  void anExpiredCertificateIsWarnedOfOnly() throws IOException {
    SigningKey key = read("own.key", "own.crt");
    assertThat(key.warning(Instant.now().plusSeconds(60))).isEmpty();
    assertThat(key.warning(Instant.now().plusSeconds(31 * 86400L)))
        .get()
        .asString()
        .contains("has expired on ");
    assertThat(key.warning(Instant.EPOCH)).get().asString().contains("clock");
  }
}
