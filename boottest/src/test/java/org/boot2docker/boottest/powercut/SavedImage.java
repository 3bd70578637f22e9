package org.boot2docker.boottest.powercut;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The archive of {@code docker save} and {@code docker load}, image specification v1.2. */
final class SavedImage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "manifest.json";

  /** How gzip begins, RFC 1952. */
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private SavedImage() {}

  /** A file that the archive speaks of is not in it. */
  static final class Incomplete extends IOException {
    private static final long serialVersionUID = 1;

    Incomplete(String message) {
      super(message);
    }
  }

  /** An image of one layer. */
  static byte[] archive(String name, Contents contents) {
    byte[] layer = contents.tar();
    byte[] config = config(layer);
    String configName = Contents.sha256(config) + ".json";
    String manifest =
        "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
            .formatted(configName, name);
    return new Contents(
            new TreeMap<>(
                Map.of(
                    "layer.tar",
                    layer,
                    configName,
                    config,
                    MANIFEST,
                    manifest.getBytes(StandardCharsets.UTF_8))))
        .tar();
  }

  /** The description of an image of one layer, uncompressed. */
  static byte[] config(byte[] layer) {
    return """
        {"architecture":"amd64","os":"linux","config":{},
         "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},
         "history":[{"created_by":"boottest"}]}
        """
        .formatted(Contents.sha256(layer))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The files of all layers, those of the upper ones over those of the lower ones. */
  static Contents contents(byte[] archive) throws IOException {
    Contents parts = Contents.ofTar(archive);
    Contents files = new Contents(new TreeMap<>());
    for (JsonNode layer : JSON.readTree(part(parts, MANIFEST)).at("/0/Layers")) {
      files = files.with(layer(part(parts, layer.asText())));
    }
    return files;
  }

  /** containerd's store has compressed layers as they were pulled. */
  private static Contents layer(byte[] bytes) throws Incomplete {
    boolean compressed = bytes.length > 1 && bytes[0] == GZIP[0] && bytes[1] == GZIP[1];
    try (InputStream in = new ByteArrayInputStream(bytes);
        InputStream tar = compressed ? new GZIPInputStream(in) : in) {
      return Contents.ofTar(tar.readAllBytes());
    } catch (IOException e) {
      throw new Incomplete("docker save gives a layer of no use: " + e.getMessage());
    }
  }

  private static byte[] part(Contents parts, String name) throws Incomplete {
    byte[] bytes = parts.files().get(name);
    if (bytes == null) {
      throw new Incomplete("docker save gives no " + name);
    }
    return bytes;
  }
}
