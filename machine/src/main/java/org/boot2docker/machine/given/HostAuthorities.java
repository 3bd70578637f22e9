package org.boot2docker.machine.given;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.boot2docker.machine.model.MachineException;

/** The certificate authorities that this host trusts. */
record HostAuthorities(Map<String, String> environment) {
  /** Where distributions keep them: Debian, Fedora, SUSE, Alpine and macOS. */
  private static final List<String> BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/ssl/cert.pem");

  private static final int LINE = 64;

  /**
   * All of them, in PEM.
   *
   * @throws MachineException when they can't be found
   */
  String pem() throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return windows();
    }
    List<String> files = new ArrayList<>(BUNDLES);
    files.add(0, environment.getOrDefault("SSL_CERT_FILE", ""));
    for (String file : files) {
      if (!file.isEmpty() && Files.isReadable(Path.of(file))) {
        return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
      }
    }
    throw new MachineException(
        "this host's certificate authorities are in none of %s: give --ca FILE"
            .formatted(String.join(", ", BUNDLES)));
  }

  private static String windows() throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("Windows-ROOT");
      store.load(null, null);
      StringBuilder pem = new StringBuilder();
      for (String alias : Collections.list(store.aliases())) {
        pem.append(encoded(store.getCertificate(alias)));
      }
      return pem.toString();
    } catch (GeneralSecurityException e) {
      throw new MachineException(
          "Windows' certificate authorities can't be read (%s): give --ca FILE"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static String encoded(Certificate certificate) throws GeneralSecurityException {
    String base64 =
        Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }
}
