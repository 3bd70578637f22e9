package org.boot2docker.debian.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.formats.file.InputFile;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/** The public keys that may sign an archive. */
public final class Keyring {

  /** How far a clock may be behind the archive's before we say that it is wrong. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

  /** Debian's keys of many years take a tenth of it. */
  private static final int MOST_BYTES = 16 << 20;

  /** By fingerprint, as bytes: BouncyCastle's own objects change when they verify. */
  private final SortedMap<String, byte[]> keys;

  private final String origin;

  private Keyring(SortedMap<String, byte[]> keys, String origin) {
    this.keys = keys;
    this.origin = origin;
  }

  /**
   * Reads key files, binary or armored.
   *
   * @throws IOException naming the file that can't be read or holds no public key
   */
  public static Keyring read(List<Path> files) throws IOException {
    SortedMap<String, byte[]> keys = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      keys.putAll(KeyFile.parse(InputFile.bytes(file, MOST_BYTES), file.toString()));
      names.add(file.toString());
    }
    return new Keyring(keys, String.join(", ", names));
  }

  /**
   * Takes keys from bytes, binary or armored.
   *
   * @param origin where they are from, for messages
   */
  public static Keyring of(byte[] keys, String origin) throws IOException {
    return new Keyring(KeyFile.parse(keys, origin), origin);
  }

  /**
   * The same keys without those whose fingerprint isn't listed.
   *
   * @param fingerprints of primary keys, hexadecimal; spaces and case don't matter
   * @throws IOException when no key is left
   */
  public Keyring pinnedTo(Set<String> fingerprints) throws IOException {
    Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    fingerprints.forEach(fingerprint -> wanted.add(fingerprint.replace(" ", "")));
    SortedMap<String, byte[]> kept = new TreeMap<>(keys);
    kept.keySet().retainAll(wanted);
    if (kept.isEmpty()) {
      throw new IOException("none of the keys in " + origin + " has a pinned fingerprint");
    }
    return new Keyring(kept, origin);
  }

  /** Fingerprints of the primary keys, upper-case hexadecimal, sorted. */
  public Set<String> fingerprints() {
    return Collections.unmodifiableSet(keys.keySet());
  }

  /** The files the keys are from. */
  public String origin() {
    return origin;
  }

  /**
   * Checks a clear-signed message and gives what was signed: at least one signature is by a key of
   * this ring, and none of those that are is bad.
   *
   * @param name what is checked, for messages
   * @param now the time to judge by: a key has to be valid then and when it signed
   * @throws SignatureException saying what is wrong
   */
  public SignedText verify(byte[] message, String name, Instant now) throws IOException {
    ClearSigned parts = ClearSigned.parse(message, name);
    Set<String> signers = new TreeSet<>();
    byte[] block = parts.signature().getBytes(StandardCharsets.US_ASCII);
    for (OpenPGPDocumentSignature signature : signatures(parts.canonical(), block, name)) {
      check(signature, name, now);
      signers.add(KeyFile.fingerprint(signature.getIssuerCertificate()));
    }
    if (signers.isEmpty()) {
      throw new SignatureException(
          name
              + " is not signed by a key of "
              + origin
              + ": update the key file, or name another with --keyring or --repository-key");
    }
    return new SignedText(parts.text(), signers);
  }

  /**
   * Checks a file whose signatures lie in another file, armored or binary.
   *
   * @param name what is checked, for messages
   * @param now the time to judge by, as in {@link #verify}
   * @return the fingerprints of this ring's keys that signed it; none of these signatures is bad
   * @throws SignatureException when one is, or can't be read
   */
  public Set<String> verifyDetached(byte[] file, byte[] signatures, String name, Instant now)
      throws IOException {
    Set<String> signers = new TreeSet<>();
    for (OpenPGPDocumentSignature signature : signatures(file, signatures, name)) {
      check(signature, name, now);
      signers.add(KeyFile.fingerprint(signature.getIssuerCertificate()));
    }
    return signers;
  }

  private List<OpenPGPDocumentSignature> signatures(byte[] signed, byte[] block, String name)
      throws SignatureException {
    try {
      var processor =
          new BcOpenPGPApi()
              .verifyDetachedSignature()
              // The time of signing is judged in check(), with an error that names the clock.
              .verifyNotAfter(Date.from(Instant.ofEpochSecond(0xffffffffL)));
      ownCertificates().forEach(processor::addVerificationCertificate);
      processor.addSignatures(new ByteArrayInputStream(block));
      return processor.process(new ByteArrayInputStream(signed));
    } catch (IOException | RuntimeException e) {
      throw new SignatureException(
          name
              + " has an unreadable signature ("
              + e.getMessage()
              + "): get it again from another place",
          e);
    }
  }

  /** Verifying changes a certificate's inner state, and suites are verified side by side. */
  private List<OpenPGPCertificate> ownCertificates() throws IOException {
    OpenPGPKeyReader reader = new OpenPGPKeyReader();
    List<OpenPGPCertificate> copies = new ArrayList<>();
    for (byte[] key : keys.values()) {
      copies.add(reader.parseCertificate(key));
    }
    return copies;
  }

  private static void check(OpenPGPDocumentSignature signature, String name, Instant now)
      throws SignatureException {
    String signer = KeyFile.fingerprint(signature.getIssuerCertificate());
    Instant signed = signature.getCreationTime().toInstant();
    try {
      if (!signature.isTestedCorrect()) {
        throw bad(name, signer, "it was changed after signing, or cut short", null);
      }
      if (!signature.isValid()) {
        throw bad(name, signer, "the key could not sign at " + signed, null);
      }
      if (signed.isAfter(now.plus(CLOCK_TOLERANCE))) {
        throw new SignatureException(
            name
                + " was signed at "
                + signed
                + ", but this machine's clock says "
                + now
                + ": set the clock");
      }
      if (!signature.isValidAt(Date.from(now.isBefore(signed) ? signed : now))) {
        throw bad(name, signer, "the key is no longer valid", null);
      }
    } catch (PGPException e) {
      throw bad(name, signer, String.valueOf(e.getMessage()), e);
    }
  }

  private static SignatureException bad(
      String name, String signer, String why, @org.jspecify.annotations.Nullable Throwable cause) {
    String message =
        name
            + " has a bad signature by key "
            + signer
            + ": "
            + why
            + ": get it again from another place";
    return cause == null ? new SignatureException(message) : new SignatureException(message, cause);
  }
}
