package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client of Docker's TLS port on a forwarded port of this machine, by the JDK alone. */
final class TlsClient {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final int port;
  private final SSLContext context;

  private TlsClient(int port, SSLContext context) {
    this.port = port;
    this.context = context;
  }

  /** Trusts an authority and shows a certificate, all given as PEM. */
  static TlsClient with(int port, String authority, String certificate, String key) {
    try {
      KeyStore own = emptyStore();
      String body = key.replaceAll("-----[A-Z ]+-----|\\s", "");
      own.setKeyEntry(
          "own",
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body))),
          new char[0],
          new X509Certificate[] {read(certificate)});
      return new TlsClient(port, context(authority, own));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("the client's files are of no use: " + e.getMessage(), e);
    }
  }

  /** Trusts an authority and has no certificate. */
  static TlsClient anonymous(int port, String authority) {
    try {
      return new TlsClient(port, context(authority, emptyStore()));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError("the authority's certificate is of no use: " + e.getMessage(), e);
    }
  }

  /** Reads a certificate. */
  static X509Certificate read(String pem) throws GeneralSecurityException {
    byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  private static SSLContext context(String authority, KeyStore own)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = emptyStore();
    trusted.setCertificateEntry("ca", read(authority));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** What Docker answers to a GET; the server must be 127.0.0.1 by its certificate. */
  String get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
            .timeout(LIMIT)
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .sslContext(context)
              .connectTimeout(LIMIT)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The certificate that the server shows. */
  X509Certificate serverCertificate() throws IOException {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
