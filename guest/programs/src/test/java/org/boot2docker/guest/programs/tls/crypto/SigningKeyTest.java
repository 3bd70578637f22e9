package org.boot2docker.guest.programs.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final String ORDER =
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

  private final SigningKey.Maker maker = new SigningKey.Maker();

  /** RFC 6979, A.2.5. */
  @Test
  void signsTheExamplesOfRfc6979() {
    SigningKey key = key("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");

    assertThat(Bytes.hex(key.point()))
        .isEqualTo(
            "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    assertThat(signature(key, "sample"))
        .isEqualTo(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    assertThat(signature(key, "test"))
        .isEqualTo(
            "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
                + "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083");
  }

  /** The generator and its highest multiple, of NIST's point multiplication examples. */
  @Test
  void multipliesByOneAndByTheHighestNumber() {
    String x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
    assertThat(Bytes.hex(key("0".repeat(63) + "1").point()))
        .isEqualTo(x + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    assertThat(Bytes.hex(key(ORDER.substring(0, 63) + "0").point()))
        .isEqualTo(x + "b01cbd1c01e58065711814b583f061e9d431cca994cea1313449bf97c840ae0a");
  }

  @Test
  void givesThePublicKeysThatTheJdkGives() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    for (int i = 0; i < 100; i++) {
      KeyPair pair = generator.generateKeyPair();
      ECPoint expected = ((ECPublicKey) pair.getPublic()).getW();
      byte[] point = key(digits(((ECPrivateKey) pair.getPrivate()).getS())).point();
      assertThat(Bytes.hex(point))
          .isEqualTo(digits(expected.getAffineX()) + digits(expected.getAffineY()));
    }
  }

  @Test
  void theJdkAcceptsItsSignatures() throws Exception {
    for (int i = 0; i < 100; i++) {
      byte[] message = ("message " + i).getBytes(StandardCharsets.UTF_8);
      SigningKey key = maker.make(() -> Sha256.digest(message));
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(publicKey(key.point()));
      verifier.update(message);
      assertThat(verifier.verify(key.sign(message))).isTrue();
    }
  }

  @Test
  void numbersThatAreNoKeysAreRefused() {
    assertThat(maker.of(new byte[32])).as("zero").isEmpty();
    assertThat(maker.of(Bytes.ofHex(ORDER))).as("the order").isEmpty();
    assertThat(maker.of(Bytes.ofHex("ff".repeat(32)))).as("the highest number").isEmpty();
    assertThat(maker.of(new byte[31])).as("a short one").isEmpty();

    byte[] good = Sha256.digest(new byte[1]);
    Deque<byte[]> random = new ArrayDeque<>(List.of(new byte[32], Bytes.ofHex(ORDER), good));
    assertThat(maker.make(random::remove).secret()).isEqualTo(good);
  }

  private SigningKey key(String hex) {
    return maker.of(Bytes.ofHex(hex)).orElseThrow();
  }

  private static String signature(SigningKey key, String message) {
    return Bytes.hex(key.sign(message.getBytes(StandardCharsets.UTF_8)));
  }

  private static String digits(BigInteger number) {
    String hex = number.toString(16);
    return "0".repeat(64 - hex.length()) + hex;
  }

  private static PublicKey publicKey(byte[] point) throws Exception {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint w =
        new ECPoint(
            new BigInteger(1, Arrays.copyOf(point, 32)),
            new BigInteger(1, Arrays.copyOfRange(point, 32, 64)));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(w, curve.getParameterSpec(ECParameterSpec.class)));
  }
}
