package org.boot2docker.init.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of certificates: one in DER, or any number in PEM.
 *
 * <p>Only the outer shape of X.509 (RFC 5280, section 4.1) is looked at: what it says is for the
 * programs that use it.
 *
 * @param certificates those that can be used, in DER
 * @param damaged how many can't
 */
record CertificateFile(List<byte[]> certificates, int damaged) {
  /** The label of certificates in PEM. */
  static final String LABEL = "CERTIFICATE";

  private static final List<String> LABELS =
      List.of(LABEL, "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

  /** Reads a file's content. */
  static CertificateFile read(byte[] content) {
    if (isCertificate(content)) {
      return new CertificateFile(List.of(content), 0);
    }
    List<byte[]> certificates = new ArrayList<>();
    int damaged = 0;
    for (PemBlock block : PemBlock.all(new String(content, StandardCharsets.ISO_8859_1))) {
      if (LABELS.contains(block.label())) {
        if (block.der().filter(CertificateFile::isCertificate).isPresent()) {
          certificates.add(block.der().get());
        } else {
          damaged++;
        }
      }
    }
    return new CertificateFile(certificates, damaged);
  }

  private static boolean isCertificate(byte[] der) {
    try {
      List<DerValue> outer = DerValue.all(der);
      if (outer.size() != 1 || !outer.get(0).is(DerValue.SEQUENCE)) {
        return false;
      }
      List<DerValue> parts = outer.get(0).children();
      return parts.size() == 3
          && parts.get(0).is(DerValue.SEQUENCE)
          && parts.get(0).children().size() >= 6
          && parts.get(1).is(DerValue.SEQUENCE)
          && parts.get(2).is(DerValue.BIT_STRING);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
