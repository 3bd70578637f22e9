package org.boot2docker.guest.programs.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.programs.der.Der;
import org.boot2docker.guest.programs.der.DerException;
import org.boot2docker.guest.programs.der.DerReader;
import org.boot2docker.guest.programs.der.PemBlock;

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

  /** Serial number, algorithm, issuer, validity, subject and key; the others may be missing. */
  private static final int LEAST_FIELDS = 6;

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
      DerReader file = new DerReader(der);
      DerReader parts = file.enter(Der.SEQUENCE);
      int fields = count(parts.enter(Der.SEQUENCE));
      parts.enter(Der.SEQUENCE);
      parts.enter(Der.BIT_STRING);
      return !parts.hasMore() && !file.hasMore() && fields >= LEAST_FIELDS;
    } catch (DerException e) {
      return false;
    }
  }

  private static int count(DerReader values) {
    int count = 0;
    for (; values.hasMore(); values.skip()) {
      count++;
    }
    return count;
  }
}
