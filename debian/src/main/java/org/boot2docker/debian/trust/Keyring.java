package org.boot2docker.debian.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/** The public keys that may sign an archive. */
public final class Keyring {

  /** How far a clock may be behind the archive's before we say that it is wrong. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

  private static final Pattern ARMOR =
      Pattern.compile(
          "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----",
          Pattern.DOTALL);

  private final List<OpenPGPCertificate> certificates;
  private final String origin;

  private Keyring(List<OpenPGPCertificate> certificates, String origin) {
    this.certificates = List.copyOf(certificates);
    this.origin = origin;
  }

  /**
   * Reads key files, binary or armored.
   *
   * @throws IOException naming the file that can't be read or holds no public key
   */
  public static Keyring read(List<Path> files) throws IOException {
    List<OpenPGPCertificate> certificates = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      certificates.addAll(parse(Files.readAllBytes(file), file.toString()));
      names.add(file.toString());
    }
    return new Keyring(certificates, String.join(", ", names));
  }

  /**
   * Takes keys from bytes, binary or armored.
   *
   * @param origin where they are from, for messages
   */
  public static Keyring of(byte[] keys, String origin) throws IOException {
    return new Keyring(parse(keys, origin), origin);
  }

  private static List<OpenPGPCertificate> parse(byte[] bytes, String name) throws IOException {
    List<OpenPGPCertificate> found = new ArrayList<>();
    OpenPGPKeyReader reader = new OpenPGPKeyReader();
    try {
      Matcher armor = ARMOR.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
      boolean armored = false;
      while (armor.find()) {
        armored = true;
        found.addAll(reader.parseCertificates(armor.group()));
      }
      if (!armored) {
        found.addAll(reader.parseCertificates(bytes));
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(name + " is not a file of OpenPGP public keys: " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new IOException(name + " holds no OpenPGP public key");
    }
    return found;
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
    List<OpenPGPCertificate> kept =
        certificates.stream().filter(key -> wanted.contains(fingerprint(key))).toList();
    if (kept.isEmpty()) {
      throw new IOException("none of the keys in " + origin + " has a pinned fingerprint");
    }
    return new Keyring(kept, origin);
  }

  /** Fingerprints of the primary keys, upper-case hexadecimal, sorted. */
  public Set<String> fingerprints() {
    Set<String> all = new TreeSet<>();
    certificates.forEach(key -> all.add(fingerprint(key)));
    return all;
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
    for (OpenPGPDocumentSignature signature : signatures(parts, name)) {
      check(signature, name, now);
      signers.add(fingerprint(signature.getIssuerCertificate()));
    }
    if (signers.isEmpty()) {
      throw new SignatureException(
          name
              + " is not signed by a key of "
              + origin
              + ": update the key file, or use --keyring");
    }
    return new SignedText(parts.text(), signers);
  }

  private List<OpenPGPDocumentSignature> signatures(ClearSigned parts, String name)
      throws SignatureException {
    try {
      var processor =
          new BcOpenPGPApi()
              .verifyDetachedSignature()
              // The time of signing is judged in check(), with an error that names the clock.
              .verifyNotAfter(Date.from(Instant.ofEpochSecond(0xffffffffL)));
      certificates.forEach(processor::addVerificationCertificate);
      processor.addSignatures(
          new ByteArrayInputStream(parts.signature().getBytes(StandardCharsets.US_ASCII)));
      return processor.process(new ByteArrayInputStream(parts.canonical()));
    } catch (IOException | RuntimeException e) {
      throw new SignatureException(
          name + " has an unreadable signature (" + e.getMessage() + "): try another mirror", e);
    }
  }

  private static void check(OpenPGPDocumentSignature signature, String name, Instant now)
      throws SignatureException {
    String signer = fingerprint(signature.getIssuerCertificate());
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
        throw bad(name, signer, "the key is not valid any more", null);
      }
    } catch (PGPException e) {
      throw bad(name, signer, String.valueOf(e.getMessage()), e);
    }
  }

  private static SignatureException bad(
      String name, String signer, String why, @org.jspecify.annotations.Nullable Throwable cause) {
    String message =
        name + " has a bad signature by key " + signer + ": " + why + "; try another mirror";
    return cause == null ? new SignatureException(message) : new SignatureException(message, cause);
  }

  private static String fingerprint(OpenPGPCertificate key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }
}
