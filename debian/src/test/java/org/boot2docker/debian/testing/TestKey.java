package org.boot2docker.debian.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.boot2docker.debian.trust.Keyring;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** A signing key made for one test run. */
public final class TestKey {

  /** When all test keys were made; they expire five years later. */
  public static final Instant MADE = Instant.parse("2024-01-01T00:00:00Z");

  private final OpenPGPKey key;

  private TestKey(OpenPGPKey key) {
    this.key = key;
  }

  /** A fresh key. */
  public static TestKey make(String user) throws PGPException {
    return new TestKey(
        new BcOpenPGPApi()
            .generateKey(4, Date.from(MADE))
            .singletonRSAKey(2048, user + " <" + user + "@example.org>")
            .build());
  }

  /** The public key, binary. */
  public byte[] publicKey() throws IOException {
    return key.toCertificate().getEncoded();
  }

  /** The public key, armored. */
  public String armored() throws IOException {
    return key.toCertificate().toAsciiArmoredString();
  }

  /** A ring with just this key. */
  public Keyring keyring() throws IOException {
    return Keyring.of(publicKey(), "the test's key");
  }

  /** Signs as InRelease is signed, at a certain time. */
  public byte[] clearSign(String text, Instant when) throws IOException {
    return clearSign(text, when, List.of(this));
  }

  /** Signs with several keys. */
  public static byte[] clearSign(String text, Instant when, List<TestKey> keys) throws IOException {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.remove(lines.size() - 1); // after the last line feed
    ByteArrayOutputStream signatures = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = new ArmoredOutputStream(signatures)) {
      for (TestKey key : keys) {
        armor.write(key.signature(canonical(lines), when).getEncoded());
      }
    } catch (PGPException e) {
      throw new IOException(e);
    }
    StringBuilder message = new StringBuilder();
    message.append("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n");
    lines.forEach(
        line -> message.append(line.startsWith("-") ? "- " : "").append(line).append('\n'));
    message.append(signatures.toString(StandardCharsets.US_ASCII));
    return message.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String canonical(List<String> lines) {
    return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\r\n"));
  }

  private PGPSignature signature(String canonical, Instant when) throws PGPException {
    var pair = key.getPrimarySecretKey().unlock().getKeyPair();
    var signer =
        new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512);
    PGPSignatureGenerator generator = new PGPSignatureGenerator(signer, pair.getPublicKey());
    generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, pair.getPrivateKey());
    var subpackets = new org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator();
    subpackets.setSignatureCreationTime(Date.from(when));
    subpackets.setIssuerFingerprint(false, pair.getPublicKey());
    generator.setHashedSubpackets(subpackets.generate());
    generator.update(canonical.getBytes(StandardCharsets.UTF_8));
    return generator.generate();
  }
}
