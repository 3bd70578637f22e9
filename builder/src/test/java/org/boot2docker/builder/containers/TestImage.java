package org.boot2docker.builder.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.boot2docker.image.json.Json;

/**
 * A little container image.
 *
 * @param layers tar archives from the bottom
 * @param config its configuration
 */
record TestImage(List<byte[]> layers, byte[] config) {

  /** An image of layers with one file each. */
  static TestImage of(String architecture, String... files) throws IOException {
    List<byte[]> layers = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (String file : files) {
      byte[] tar = tar(Map.of(file, ("the file " + file + "\n").getBytes(StandardCharsets.UTF_8)));
      layers.add(tar);
      diffIds.add(ContentStore.digest(tar));
    }
    Map<String, Object> config = new TreeMap<>();
    config.put("architecture", architecture);
    config.put("os", "linux");
    config.put("config", Map.of("Cmd", List.of("/bin/true")));
    config.put("rootfs", new TreeMap<>(Map.of("type", "layers", "diff_ids", diffIds)));
    return new TestImage(layers, Json.line(config).getBytes(StandardCharsets.UTF_8));
  }

  String id() {
    return ContentStore.digest(config);
  }

  static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  /** What {@code docker save} writes, in the layout that all versions read. */
  byte[] saved(String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("config.json", config);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      files.put(i + "/layer.tar", layers.get(i));
      names.add(i + "/layer.tar");
    }
    Object manifest =
        List.of(
            Map.of(
                "Config",
                "config.json",
                "RepoTags",
                name.isEmpty() ? List.of() : List.of(name),
                "Layers",
                names));
    files.put("manifest.json", Json.line(manifest).getBytes(StandardCharsets.UTF_8));
    return tar(files);
  }

  /** All parts by digest, the manifest last. */
  Map<String, byte[]> blobs() throws IOException {
    Map<String, byte[]> blobs = new java.util.LinkedHashMap<>();
    blobs.put(ContentStore.digest(config), config);
    for (byte[] layer : layers) {
      byte[] packed = gzip(layer);
      blobs.put(ContentStore.digest(packed), packed);
    }
    byte[] manifest = manifest();
    blobs.put(ContentStore.digest(manifest), manifest);
    return blobs;
  }

  byte[] manifest() throws IOException {
    List<Object> parts = new ArrayList<>();
    for (byte[] layer : layers) {
      parts.add(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", gzip(layer)));
    }
    Map<String, Object> manifest = new TreeMap<>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", MediaTypes.MANIFEST);
    manifest.put("config", descriptor("application/vnd.oci.image.config.v1+json", config));
    manifest.put("layers", parts);
    return Json.line(manifest).getBytes(StandardCharsets.UTF_8);
  }

  static Map<String, Object> descriptor(String type, byte[] bytes) {
    return new TreeMap<>(
        Map.of("mediaType", type, "digest", ContentStore.digest(bytes), "size", bytes.length));
  }

  /** An index with an image for each architecture. */
  static byte[] index(Map<String, TestImage> images) throws IOException {
    List<Object> manifests = new ArrayList<>();
    for (Map.Entry<String, TestImage> image : new TreeMap<>(images).entrySet()) {
      Map<String, Object> entry = descriptor(MediaTypes.MANIFEST, image.getValue().manifest());
      entry.put("platform", Map.of("os", "linux", "architecture", image.getKey()));
      manifests.add(entry);
    }
    return Json.line(
            new TreeMap<>(
                Map.of("schemaVersion", 2, "mediaType", MediaTypes.INDEX, "manifests", manifests)))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Writes an OCI image layout. */
  void layout(Path folder, String annotation) throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    for (Map.Entry<String, byte[]> blob : blobs().entrySet()) {
      Files.write(blobs.resolve(ContentStore.hex(blob.getKey())), blob.getValue());
    }
    Map<String, Object> entry = descriptor(MediaTypes.MANIFEST, manifest());
    if (!annotation.isEmpty()) {
      entry.put("annotations", Map.of("org.opencontainers.image.ref.name", annotation));
    }
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("index.json"),
        Json.line(Map.of("schemaVersion", 2, "manifests", List.of(entry))));
  }

  /** Pushes it to a registry. */
  void push(URI registry, String repository, String tag) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (Map.Entry<String, byte[]> blob : blobs().entrySet()) {
      if (!blob.getKey().equals(ContentStore.digest(manifest()))) {
        put(client, registry, repository, blob.getKey(), blob.getValue());
      }
    }
    putManifest(client, registry, repository, tag, MediaTypes.MANIFEST, manifest());
  }

  private static void put(
      HttpClient client, URI registry, String repository, String digest, byte[] bytes)
      throws Exception {
    URI uploads = registry.resolve("/v2/" + repository + "/blobs/uploads/");
    HttpResponse<String> begun =
        client.send(
            HttpRequest.newBuilder(uploads).POST(BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());
    URI location = uploads.resolve(begun.headers().firstValue("Location").orElseThrow());
    URI with =
        URI.create(location + (location.getQuery() == null ? "?" : "&") + "digest=" + digest);
    expect(
        client,
        HttpRequest.newBuilder(with)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(bytes))
            .build());
  }

  static void putManifest(
      HttpClient client, URI registry, String repository, String tag, String type, byte[] bytes)
      throws Exception {
    expect(
        client,
        HttpRequest.newBuilder(registry.resolve("/v2/" + repository + "/manifests/" + tag))
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(bytes))
            .build());
  }

  private static void expect(HttpClient client, HttpRequest request) throws Exception {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException(request + ": " + answer.statusCode() + " " + answer.body());
    }
  }
}
