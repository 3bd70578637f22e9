package org.boot2docker.builder.release;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * A public key of minisign or signify, which verifies Ed25519 signatures. Both programs have the
 * same files: a comment, then a line of base64.
 *
 * @param id 8 bytes that signatures repeat
 * @param bytes the key: 32 bytes
 */
record MinisignKey(byte[] id, byte[] bytes) {
  private static final String COMMENT = "untrusted comment:";
  private static final String TRUSTED = "trusted comment: ";
  private static final int ID = 8;
  private static final int KEY = 32;
  private static final int SIGNATURE = 64;

  /** The signature is of the file itself, or of its BLAKE2b sum. */
  private static final String PLAIN = "Ed";

  private static final String HASHED = "ED";

  /** Whether a file looks like one of these, so that it isn't read as OpenPGP. */
  static boolean isOne(String text) {
    return text.startsWith(COMMENT);
  }

  /**
   * Reads a public key.
   *
   * @param name for messages
   * @throws BuildException when it is none
   */
  static MinisignKey parse(String text, String name) throws BuildException {
    byte[] raw = decoded(text.lines().toList(), 1).orElse(new byte[0]);
    if (raw.length != 2 + ID + KEY || !algorithm(raw).equals(PLAIN)) {
      throw new BuildException(
          name + " is no public key of minisign or signify: name the .pub file");
    }
    return new MinisignKey(Arrays.copyOfRange(raw, 2, 2 + ID), Arrays.copyOfRange(raw, 10, 42));
  }

  /** The key's id as minisign prints it. */
  String name() {
    byte[] reversed = new byte[ID];
    for (int i = 0; i < ID; i++) {
      reversed[i] = id[ID - 1 - i];
    }
    return HexFormat.of().withUpperCase().formatHex(reversed);
  }

  /**
   * Whether a file was signed by this key.
   *
   * @param signature the text of the signature's file
   * @param name of it, for messages
   * @return false when it is another key's
   * @throws BuildException when it is this key's and wrong, or no signature
   */
  boolean signed(byte[] file, String signature, String name) throws IOException {
    List<String> lines = signature.lines().toList();
    byte[] raw = decoded(lines, 1).orElse(new byte[0]);
    if (raw.length != 2 + ID + SIGNATURE) {
      throw new BuildException(name + " is no signature of minisign or signify: get it again");
    }
    if (!Arrays.equals(id, Arrays.copyOfRange(raw, 2, 2 + ID))) {
      return false;
    }
    byte[] own = Arrays.copyOfRange(raw, 2 + ID, raw.length);
    byte[] message = algorithm(raw).equals(HASHED) ? blake2b(file) : file;
    boolean known = algorithm(raw).equals(HASHED) || algorithm(raw).equals(PLAIN);
    if (!known || !verifies(message, own) || !commentIsSigned(lines, own)) {
      throw new BuildException(
          name + " has a bad signature by key " + name() + ": get the release from another place");
    }
    return true;
  }

  /** minisign signs its second comment, too, with the first signature before it. */
  private boolean commentIsSigned(List<String> lines, byte[] own) throws IOException {
    if (lines.size() < 3 || lines.get(2).isBlank()) {
      return true;
    }
    Optional<byte[]> second = decoded(lines, 3);
    if (!lines.get(2).startsWith(TRUSTED) || second.isEmpty()) {
      return false;
    }
    byte[] comment = lines.get(2).substring(TRUSTED.length()).getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(own, own.length + comment.length);
    System.arraycopy(comment, 0, both, own.length, comment.length);
    return second.get().length == SIGNATURE && verifies(both, second.get());
  }

  private boolean verifies(byte[] message, byte[] signature) throws IOException {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // Java refuses what can't be a key or a signature at all.
      return false;
    }
  }

  /** RFC 8032, section 5.1.2: a coordinate, lowest byte first, and the sign of the other. */
  private PublicKey publicKey() throws GeneralSecurityException {
    byte[] big = new byte[KEY];
    for (int i = 0; i < KEY; i++) {
      big[i] = bytes[KEY - 1 - i];
    }
    boolean odd = (big[0] & 0x80) != 0;
    big[0] &= 0x7f;
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, big));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  private static byte[] blake2b(byte[] file) {
    Blake2bDigest digest = new Blake2bDigest(512);
    digest.update(file, 0, file.length);
    byte[] sum = new byte[SIGNATURE];
    digest.doFinal(sum, 0);
    return sum;
  }

  private static String algorithm(byte[] raw) {
    return new String(raw, 0, 2, StandardCharsets.US_ASCII);
  }

  private static Optional<byte[]> decoded(List<String> lines, int number) {
    try {
      return lines.size() > number
          ? Optional.of(Base64.getDecoder().decode(lines.get(number).strip()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
