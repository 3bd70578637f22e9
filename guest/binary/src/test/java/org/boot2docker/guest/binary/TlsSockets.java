package org.boot2docker.guest.binary;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Connections of the JDK's TLS, by the PEM files of a directory. */
record TlsSockets(SSLContext context) {
  private static final int PATIENCE = 60_000;

  /** A client that shows the certificate in the directory. */
  static TlsSockets of(Path directory) throws IOException {
    return in(directory, true);
  }

  /** A client that shows none. */
  static TlsSockets anonymous(Path directory) throws IOException {
    return in(directory, false);
  }

  private static TlsSockets in(Path directory, boolean known) throws IOException {
    try {
      KeyStore own = store();
      if (known) {
        String key = Files.readString(directory.resolve("clientkey.pem"));
        own.setKeyEntry(
            "own",
            privateKey(key),
            new char[0],
            new X509Certificate[] {read(directory.resolve("client.pem"))});
      }
      KeyStore trusted = store();
      trusted.setCertificateEntry("ca", read(directory.resolve("ca.pem")));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return new TlsSockets(context);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    String body = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  private static KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  /** Connects and shakes hands. */
  SSLSocket connect(int port) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
    socket.setSoTimeout(PATIENCE);
    socket.startHandshake();
    return socket;
  }

  /** The names in the certificate that the server has shown. */
  static List<String> names(SSLSocket socket) throws IOException {
    try {
      X509Certificate server = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return server.getSubjectAlternativeNames().stream()
          .map(name -> name.get(1).toString())
          .toList();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
