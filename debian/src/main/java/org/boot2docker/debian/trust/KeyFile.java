package org.boot2docker.debian.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;

/** Reads files of public keys, binary or armored, several in one. */
final class KeyFile {
  private static final Pattern ARMOR =
      Pattern.compile(
          "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----",
          Pattern.DOTALL);

  private KeyFile() {}

  /** Each key in binary by its fingerprint. */
  static SortedMap<String, byte[]> parse(byte[] bytes, String name) throws IOException {
    SortedMap<String, byte[]> keys = new TreeMap<>();
    try {
      for (OpenPGPCertificate certificate : certificates(bytes)) {
        keys.put(fingerprint(certificate), certificate.getEncoded());
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(name + " is not a file of OpenPGP public keys: " + e.getMessage(), e);
    }
    if (keys.isEmpty()) {
      throw new IOException(name + " holds no OpenPGP public key");
    }
    return keys;
  }

  private static List<OpenPGPCertificate> certificates(byte[] bytes) throws IOException {
    OpenPGPKeyReader reader = new OpenPGPKeyReader();
    List<OpenPGPCertificate> found = new ArrayList<>();
    Matcher armor = ARMOR.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    while (armor.find()) {
      found.addAll(reader.parseCertificates(armor.group()));
    }
    return found.isEmpty() ? reader.parseCertificates(bytes) : found;
  }

  /** Of the primary key, upper-case hexadecimal. */
  static String fingerprint(OpenPGPCertificate key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }
}
