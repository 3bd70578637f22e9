package org.boot2docker.boottest.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.boot2docker.boottest.guest.Registry;

/** Puts images into a registry from this machine, by the distribution specification's requests. */
final class RegistryImages {
  private static final String MANIFEST_TYPE =
      "application/vnd.docker.distribution.manifest.v2+json";

  private final Registry registry;
  private final HttpClient client;

  RegistryImages(Registry registry) throws IOException {
    this.registry = registry;
    this.client = HttpClient.newBuilder().sslContext(trusting(registry.certificate())).build();
  }

  private static SSLContext trusting(String certificate) throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "registry",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the registry's certificate is of no use: " + e.getMessage(), e);
    }
  }

  /** Puts an image of one compressed layer there; gives the name by which the guest pulls it. */
  String push(String repository, Contents contents) throws IOException {
    byte[] layer = contents.tar();
    byte[] config = SavedImage.config(layer);
    byte[] compressed = gzip(layer);
    blob(repository, config);
    blob(repository, compressed);
    String manifest =
        """
        {"schemaVersion":2,"mediaType":"%s",
         "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},
         "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}
        """
            .formatted(
                MANIFEST_TYPE,
                config.length,
                digest(config),
                compressed.length,
                digest(compressed));
    send(
        HttpRequest.newBuilder(uri(repository, "/manifests/latest"))
            .header("Content-Type", MANIFEST_TYPE)
            .PUT(HttpRequest.BodyPublishers.ofString(manifest))
            .build());
    return registry.address() + "/" + repository;
  }

  private void blob(String repository, byte[] bytes) throws IOException {
    HttpResponse<String> begun =
        send(
            HttpRequest.newBuilder(uri(repository, "/blobs/uploads/"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    URI location = URI.create(begun.headers().firstValue("Location").orElseThrow());
    String query = location.getRawQuery() + "&digest=" + digest(bytes);
    send(
        HttpRequest.newBuilder(URI.create(registry.origin() + location.getRawPath() + "?" + query))
            .header("Content-Type", "application/octet-stream")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build());
  }

  private URI uri(String repository, String rest) {
    return URI.create(registry.origin() + "/v2/" + repository + rest);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as("%s: %s", request, response.body()).isBetween(200, 299);
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String digest(byte[] bytes) {
    return "sha256:" + Contents.sha256(bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
