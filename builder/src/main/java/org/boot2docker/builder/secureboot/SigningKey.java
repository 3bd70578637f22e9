package org.boot2docker.builder.secureboot;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.Keyed;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.file.Sha256;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * A private key and the certificate that firmware knows it by. As an input of a step it counts by
 * the certificate, which says all of the key that shows in a signature.
 */
public final class SigningKey implements Keyed {
  private static final int MOST_BYTES = 1 << 20;
  private static final int LEAST_BITS = 2048;

  private final RSAPrivateKey key;
  private final List<X509CertificateHolder> certificates;
  private final String sum;

  private SigningKey(RSAPrivateKey key, List<X509CertificateHolder> certificates)
      throws IOException {
    this.key = key;
    this.certificates = certificates;
    List<String> sums = new ArrayList<>();
    for (X509CertificateHolder each : certificates) {
      sums.add(Sha256.of(each.getEncoded()));
    }
    this.sum = String.join(" ", sums);
  }

  /**
   * Reads both from files in PEM.
   *
   * @param certificateFile the key's certificate, and behind it those that certify it
   * @throws BuildException when a file is something else, or the two don't belong together
   */
  public static SigningKey read(Path keyFile, Path certificateFile) throws IOException {
    RSAPrivateKey key = privateKey(keyFile);
    List<X509CertificateHolder> certificates = new ArrayList<>();
    for (Object each : pem(certificateFile)) {
      if (each instanceof X509CertificateHolder certificate) {
        certificates.add(certificate);
      }
    }
    if (certificates.isEmpty()) {
      throw new BuildException(
          certificateFile
              + " has no certificate in PEM: name the one that was made with the key "
              + keyFile);
    }
    if (!modulus(certificates.get(0)).equals(Optional.of(key.getModulus()))) {
      throw new BuildException(
          "the certificate "
              + certificateFile
              + " is of another key than "
              + keyFile
              + ": name two files that were made together");
    }
    return new SigningKey(key, List.copyOf(certificates));
  }

  private static RSAPrivateKey privateKey(Path file) throws IOException {
    Optional<PrivateKeyInfo> found = Optional.empty();
    for (Object each : pem(file)) {
      if (each instanceof PEMEncryptedKeyPair || each instanceof PKCS8EncryptedPrivateKeyInfo) {
        throw new BuildException(
            file + " is encrypted: decrypt it with 'openssl pkey -in FILE -out DECRYPTED'");
      } else if (each instanceof PEMKeyPair pair) {
        found = Optional.of(pair.getPrivateKeyInfo());
      } else if (each instanceof PrivateKeyInfo info) {
        found = Optional.of(info);
      }
    }
    PrivateKeyInfo info =
        found.orElseThrow(
            () ->
                new BuildException(
                    file + " has no private key in PEM: make one as docs/secure-boot.md says"));
    if (!PKCSObjectIdentifiers.rsaEncryption.equals(info.getPrivateKeyAlgorithm().getAlgorithm())) {
      throw new BuildException(
          file + " is no RSA key, and firmware takes no other: make one of 2048 bits or more");
    }
    RSAPrivateKey key = decoded(info, file);
    if (key.getModulus().bitLength() < LEAST_BITS) {
      throw new BuildException(
          "%s has %d bits, and Secure Boot wants 2048 at least: make a longer one"
              .formatted(file, key.getModulus().bitLength()));
    }
    return key;
  }

  private static RSAPrivateKey decoded(PrivateKeyInfo info, Path file) throws IOException {
    try {
      return (RSAPrivateKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw damaged(file, e);
    }
  }

  /** Of an RSA key. */
  private static Optional<BigInteger> modulus(X509CertificateHolder certificate)
      throws IOException {
    SubjectPublicKeyInfo info = certificate.getSubjectPublicKeyInfo();
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(info.getEncoded()))
              instanceof RSAPublicKey key
          ? Optional.of(key.getModulus())
          : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static List<Object> pem(Path file) throws IOException {
    List<Object> objects = new ArrayList<>();
    String text = InputFile.text(file, MOST_BYTES);
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        objects.add(next);
      }
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's readers of ASN.1 throw both.
      throw damaged(file, e);
    }
    return objects;
  }

  private static BuildException damaged(Path file, Exception cause) {
    return new BuildException(file + " is damaged: name another file", cause);
  }

  /** Says when the certificate does not hold now, which firmware does not mind. */
  public Optional<String> warning(Instant now) {
    Instant from = certificates.get(0).getNotBefore().toInstant();
    Instant until = certificates.get(0).getNotAfter().toInstant();
    if (now.isAfter(until)) {
      return Optional.of(
          "the certificate for Secure Boot has expired on "
              + until
              + ": most firmware takes it all the same; make a new one");
    } else if (now.isBefore(from)) {
      return Optional.of(
          "the certificate for Secure Boot holds from " + from + " on: set this machine's clock");
    }
    return Optional.empty();
  }

  /** Signs a program's sum as Authenticode says; always in the same way. */
  public byte[] sign(byte[] sum) throws IOException {
    return Authenticode.sign(sum, key, certificates);
  }

  /** SHA-256 of the certificates. */
  @Override
  public String key() {
    return sum;
  }
}
