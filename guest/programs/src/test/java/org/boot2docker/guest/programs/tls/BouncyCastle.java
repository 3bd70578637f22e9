package org.boot2docker.guest.programs.tls;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.bytes.Bytes;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Real keys and certificates on the JVM, where the guest's library isn't there. */
final class BouncyCastle implements CertificateLibrary {
  private static final String CURVE = "secp256r1";

  @Override
  public String newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      KeyPair pair = generator.generateKeyPair();
      // With the public half, which the JDK's own form doesn't have.
      PrivateKeyInfo plain = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
      ECPrivateKey secret = ECPrivateKey.getInstance(plain.parsePrivateKey());
      SubjectPublicKeyInfo half = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
      ECPrivateKey whole = new ECPrivateKey(256, secret.getKey(), half.getPublicKeyData(), null);
      PrivateKeyInfo info = new PrivateKeyInfo(plain.getPrivateKeyAlgorithm(), whole);
      // Given itself, the writer would choose the elliptic curves' own form.
      return pem(new PKCS8Generator(info, null));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Optional<Object> parse(String pem) {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return Optional.ofNullable(parser.readObject());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<KeyPair> pair(String key) {
    return parse(key)
        .filter(PrivateKeyInfo.class::isInstance)
        .map(PrivateKeyInfo.class::cast)
        .map(BouncyCastle::pair);
  }

  private static KeyPair pair(PrivateKeyInfo info) {
    try {
      KeyFactory factory = KeyFactory.getInstance("EC");
      ECPrivateKey whole = ECPrivateKey.getInstance(info.parsePrivateKey());
      SubjectPublicKeyInfo half =
          new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), whole.getPublicKey().getBytes());
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(half.getEncoded())),
          factory.generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded())));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isKey(String key) {
    return pair(key).isPresent();
  }

  @Override
  public String issue(Request request) {
    KeyPair authority = pair(request.authorityKey()).orElseThrow();
    PublicKey subject = pair(request.key()).orElseThrow().getPublic();
    X500Name issuer = authorityName(authority.getPublic());
    boolean isAuthority = request.role() == Request.Role.AUTHORITY;
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(request.serial()),
              new Date(Request.NOT_BEFORE * 1000),
              new Date(request.notAfter() * 1000),
              isAuthority ? issuer : new X500Name("CN=boot2docker " + request.role()),
              subject);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (!request.names().isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName, false, generalNames(request.names()));
      }
      return pem(
          builder.build(
              new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X500Name authorityName(PublicKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return new X500Name("CN=boot2docker CA " + Bytes.hex(hash).substring(0, 8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralNames generalNames(List<AltName> names) {
    return new GeneralNames(
        names.stream()
            .map(
                name ->
                    name.kind() == AltName.Kind.DNS
                        ? new GeneralName(GeneralName.dNSName, name.text())
                        : new GeneralName(
                            GeneralName.iPAddress, new DEROctetString(Bytes.ofHex(name.hex()))))
            .toArray(GeneralName[]::new));
  }

  private static Optional<X509CertificateHolder> holder(String certificate) {
    return parse(certificate)
        .filter(X509CertificateHolder.class::isInstance)
        .map(X509CertificateHolder.class::cast);
  }

  @Override
  public Optional<Certificate> read(String certificate) {
    return holder(certificate)
        .map(c -> new Certificate(c.getNotAfter().getTime() / 1000, names(c)));
  }

  private static List<AltName> names(X509CertificateHolder certificate) {
    GeneralNames names =
        GeneralNames.fromExtensions(certificate.getExtensions(), Extension.subjectAlternativeName);
    return names == null
        ? List.of()
        : List.of(names.getNames()).stream().map(BouncyCastle::name).toList();
  }

  private static AltName name(GeneralName name) {
    return name.getTagNo() == GeneralName.dNSName
        ? AltName.dns(name.getName().toString())
        : AltName.address(((DEROctetString) name.getName()).getOctets());
  }

  @Override
  public boolean fits(String certificate, String key, String authority) {
    Optional<KeyPair> pair = pair(key);
    Optional<X509CertificateHolder> signed = holder(certificate);
    Optional<X509CertificateHolder> signer = holder(authority);
    return pair.isPresent()
        && signed.isPresent()
        && signer.isPresent()
        && signed.get().getIssuer().equals(signer.get().getSubject())
        && isOf(signed.get(), pair.get().getPublic())
        && isSigned(signed.get(), signer.get());
  }

  private static boolean isOf(X509CertificateHolder certificate, PublicKey key) {
    return certificate
        .getSubjectPublicKeyInfo()
        .equals(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  private static boolean isSigned(X509CertificateHolder signed, X509CertificateHolder signer) {
    try {
      JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
      X509Certificate authority = converter.getCertificate(signer);
      converter.getCertificate(signed).verify(authority.getPublicKey());
      return authority.getBasicConstraints() >= 0;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
