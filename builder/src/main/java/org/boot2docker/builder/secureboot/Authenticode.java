package org.boot2docker.builder.secureboot;

import java.io.IOException;
import java.io.OutputStream;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SignedData;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Authenticode's signature of a program's sum: PKCS #7 1.5 with a content of Microsoft's own. It
 * has no time, so that one key always makes the same signature.
 */
final class Authenticode {
  private static final ASN1ObjectIdentifier INDIRECT_DATA =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.4");
  private static final ASN1ObjectIdentifier PE_IMAGE_DATA =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.15");
  private static final AlgorithmIdentifier SHA_256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
  private static final AlgorithmIdentifier RSA =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  /** What the specification wants in the place of the file's name. */
  private static final String NO_NAME = "<<<Obsolete>>>";

  private Authenticode() {}

  /**
   * The signature in DER.
   *
   * @param sum SHA-256 of the program, as Authenticode takes it
   * @param certificates that of the key, then those that certify it
   */
  static byte[] sign(byte[] sum, RSAPrivateKey key, List<X509CertificateHolder> certificates)
      throws IOException {
    DERSequence content = content(sum);
    ASN1EncodableVector chain = new ASN1EncodableVector();
    certificates.forEach(certificate -> chain.add(certificate.toASN1Structure()));
    SignedData signed =
        new SignedData(
            new ASN1Integer(1),
            new DERSet(SHA_256),
            new ContentInfo(INDIRECT_DATA, content),
            new DERSet(chain),
            null,
            new DERSet(signerInfo(content, key, certificates.get(0))));
    return new ContentInfo(PKCSObjectIdentifiers.signedData, signed).getEncoded(ASN1Encoding.DER);
  }

  /** SpcIndirectDataContent. */
  private static DERSequence content(byte[] sum) {
    ASN1Encodable name = new DERTaggedObject(false, 0, new DERBMPString(NO_NAME));
    ASN1Encodable file = new DERTaggedObject(true, 0, new DERTaggedObject(true, 2, name));
    ASN1Encodable noFlags = new DERBitString(new byte[0]);
    ASN1Encodable image = sequence(PE_IMAGE_DATA, sequence(noFlags, file));
    return sequence(image, new DigestInfo(SHA_256, sum));
  }

  private static SignerInfo signerInfo(
      DERSequence content, RSAPrivateKey key, X509CertificateHolder certificate)
      throws IOException {
    try {
      SignerInfoGenerator generator =
          new SignerInfoGeneratorBuilder(
                  new JcaDigestCalculatorProviderBuilder().build(), algorithm -> RSA)
              .setContentDigest(SHA_256)
              .setSignedAttributeGenerator(Authenticode::attributes)
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(key), certificate);
      try (OutputStream out = generator.getCalculatingOutputStream()) {
        // PKCS #7 leaves out tag and length of the content, the sequence.
        for (ASN1Encodable part : content) {
          out.write(part.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        }
      }
      return generator.generate(INDIRECT_DATA);
    } catch (OperatorCreationException | CMSException e) {
      throw new IOException("the key can't sign: " + e.getMessage(), e);
    }
  }

  /** Only what must be there: the time would make every signature another. */
  private static AttributeTable attributes(Map<?, ?> parameters) {
    byte[] digest = (byte[]) parameters.get(CMSAttributeTableGenerator.DIGEST);
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(INDIRECT_DATA)));
    attributes.add(
        new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(digest))));
    return new AttributeTable(attributes);
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }
}
