package org.boot2docker.guest.programs.tls.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.boot2docker.guest.programs.der.OpenSsl;
import org.boot2docker.guest.programs.der.PemBlock;
import org.boot2docker.guest.programs.tls.crypto.Sha256;
import org.boot2docker.guest.programs.tls.crypto.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {
  private static final byte[] SERIAL = new byte[19];
  private static final List<AltName> NAMES =
      List.of(
          AltName.dns("localhost"),
          AltName.address(new byte[] {127, 0, 0, 1}),
          AltName.address(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));

  private final SigningKey.Maker maker = new SigningKey.Maker();
  private final SigningKey authority = key(1);
  private final SigningKey serverKey = key(2);
  private final SigningKey clientKey = key(3);
  private final Issuer issuer = new Issuer(authority);

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    write(Instant.parse("2031-05-06T07:08:09Z"));
  }

  private void write(Instant notAfter) throws IOException {
    long end = notAfter.getEpochSecond();
    Files.writeString(directory.resolve("ca.pem"), issuer.authority(SERIAL, end));
    Files.writeString(
        directory.resolve("server.pem"), issuer.server(SERIAL, end, serverKey, NAMES));
    Files.writeString(directory.resolve("client.pem"), issuer.client(SERIAL, end, clientKey));
    Files.writeString(directory.resolve("serverkey.pem"), KeyPem.write(serverKey));
    Files.writeString(directory.resolve("clientkey.pem"), KeyPem.write(clientKey));
  }

  private SigningKey key(int seed) {
    return maker.make(() -> Sha256.digest(new byte[] {(byte) seed}));
  }

  @Test
  void opensslVerifiesTheChainsStrictly() throws IOException {
    OpenSsl openssl = new OpenSsl(directory);
    for (String purpose : List.of("server", "client")) {
      openssl.run(
          "verify",
          "-x509_strict",
          "-purpose",
          "ssl" + purpose,
          "-CAfile",
          "ca.pem",
          purpose + ".pem");
      String own = openssl.run("x509", "-in", purpose + ".pem", "-noout", "-pubkey");
      assertThat(openssl.run("pkey", "-in", purpose + "key.pem", "-check", "-pubout"))
          .contains("Key is valid")
          .contains(own);
    }
  }

  @Test
  void opensslShowsWhatWasMeant() throws IOException {
    OpenSsl openssl = new OpenSsl(directory);

    assertThat(openssl.run("x509", "-in", "server.pem", "-noout", "-text"))
        .contains(
            "Version: 3",
            "Signature Algorithm: ecdsa-with-SHA256",
            "ASN1 OID: prime256v1",
            "Not Before: Jan  1 00:00:00 2020 GMT",
            "Not After : May  6 07:08:09 2031 GMT",
            "CN = boot2docker server",
            "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
            "TLS Web Server Authentication",
            "CA:FALSE");
    assertThat(openssl.run("x509", "-in", "ca.pem", "-noout", "-text"))
        .contains("CA:TRUE, pathlen:0", "Certificate Sign, CRL Sign", "CN = boot2docker CA ");
    assertThat(openssl.run("x509", "-in", "client.pem", "-noout", "-text"))
        .contains("TLS Web Client Authentication", "Digital Signature");
  }

  /** Years before 2050 and after are written in different types. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T12:00:00Z",
        "2049-12-31T23:59:59Z",
        "2050-01-01T00:00:00Z",
        "2055-02-28T01:02:03Z",
        "2400-02-29T23:00:00Z"
      })
  void theJdkBuildsThePathUntilItsLastSecond(String end) throws Exception {
    Instant last = Instant.parse(end);
    write(last);

    validate("server.pem", Instant.parse("2020-01-01T00:00:00Z"));
    validate("client.pem", last);
    assertThatThrownBy(() -> validate("server.pem", last.plusSeconds(1)))
        .hasMessageContaining("validity check failed");
    assertThat(Certificate.read(text("server.pem")).orElseThrow().notAfter())
        .isEqualTo(last.getEpochSecond());
  }

  private void validate(String file, Instant when) throws Exception {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(certificate("ca.pem"), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(when));
    CertPath path =
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate(file)));
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }

  @Test
  void clientAndServerShakeHandsByNameAndByAddress() throws Exception {
    try (SSLServerSocket server = serverSocket()) {
      for (String name : List.of("localhost", "127.0.0.1", "::1")) {
        assertThat(greeting(server, context("client"), name)).as(name).isEqualTo('!');
      }
      assertThatThrownBy(() -> greeting(server, context("client"), "other.example"))
          .as("a name that the certificate lacks")
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void serverRefusesClientsWithoutAndWithTheServersCertificate() throws Exception {
    try (SSLServerSocket server = serverSocket()) {
      assertThatThrownBy(() -> greeting(server, context(""), "localhost"))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> greeting(server, context("server"), "localhost"))
          .isInstanceOf(IOException.class);
    }
  }

  private SSLServerSocket serverSocket() throws Exception {
    SSLServerSocket server =
        (SSLServerSocket) context("server").getServerSocketFactory().createServerSocket(0);
    server.setNeedClientAuth(true);
    return server;
  }

  private static int greeting(SSLServerSocket server, SSLContext client, String name)
      throws Exception {
    CompletableFuture<Void> served =
        CompletableFuture.runAsync(
            () -> {
              try (Socket socket = server.accept()) {
                socket.getOutputStream().write('!');
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    try (Socket plain = new Socket("localhost", server.getLocalPort());
        SSLSocket socket =
            (SSLSocket)
                client.getSocketFactory().createSocket(plain, name, plain.getPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      return socket.getInputStream().read();
    } finally {
      served.handle((nothing, failure) -> nothing).join();
    }
  }

  /** Trusts the authority; has the certificate of this name, unless that is empty. */
  private SSLContext context(String own) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", certificate("ca.pem"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    if (!own.isEmpty()) {
      byte[] der = PemBlock.first("PRIVATE KEY", text(own + "key.pem")).orElseThrow();
      store.setKeyEntry(
          "own",
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)),
          new char[0],
          new X509Certificate[] {certificate(own + ".pem")});
    }
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private X509Certificate certificate(String file) throws Exception {
    byte[] bytes = text(file).getBytes(StandardCharsets.US_ASCII);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  private String text(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }
}
