package org.boot2docker.builder.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;

/**
 * An image whose parts are on this machine.
 *
 * @param name what it is called in Docker
 * @param manifest the digest of what a registry has of it; empty for what no registry has
 * @param config its configuration, whose digest is the image's id
 * @param layers its layers from the bottom
 */
public record SourceImage(String name, String manifest, byte[] config, List<Layer> layers) {

  /**
   * A layer.
   *
   * @param diffId the digest of the tar archive
   * @param file the tar archive, which may be compressed
   */
  public record Layer(String diffId, Path file) {}

  /** Docker refuses more (layer/layer_store.go, maxLayerDepth). */
  private static final int MOST_LAYERS = 125;

  /** A configuration lists environment and history; large ones have some ten kilobytes. */
  static final int LARGEST_CONFIG = 8 << 20;

  /**
   * The limit that registries must keep to (OCI Distribution Specification, "Pushing manifests").
   */
  static final int LARGEST_MANIFEST = 4 << 20;

  /** Puts an image together from its configuration and the files of its layers. */
  static SourceImage of(
      String name, String manifest, byte[] config, List<Path> files, Architecture architecture)
      throws IOException {
    JsonNode parsed = json(config, "the configuration of " + name);
    String os = parsed.path("os").asText("linux");
    String made = parsed.path("architecture").asText(architecture.debianName());
    if (!os.equals("linux") || !made.equals(architecture.debianName())) {
      throw new BuildException(
          "the image "
              + name
              + " is for "
              + os
              + "/"
              + made
              + ", not linux/"
              + architecture.debianName()
              + ": give another image, or --arch");
    }
    JsonNode diffIds = parsed.path("rootfs").path("diff_ids");
    if (diffIds.size() != files.size() || diffIds.size() > MOST_LAYERS) {
      throw new BuildException(
          "the image "
              + name
              + " has "
              + files.size()
              + " layers, and its configuration "
              + diffIds.size()
              + " (at most "
              + MOST_LAYERS
              + "): it can't be used");
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String diffId = diffIds.get(i).asText();
      if (!diffId.matches("sha256:[0-9a-f]{64}")) {
        throw new BuildException("the image " + name + " has a layer '" + diffId + "': no digest");
      }
      layers.add(new Layer(diffId, files.get(i)));
    }
    return new SourceImage(name, manifest, config, List.copyOf(layers));
  }

  /** The image of a manifest. */
  static SourceImage ofManifest(
      String name, byte[] manifest, Blobs blobs, Architecture architecture) throws IOException {
    String what = "the manifest of " + name;
    JsonNode parsed = json(manifest, what);
    Descriptor config = Descriptor.of(parsed.path("config"), what);
    if (config.size() > LARGEST_CONFIG) {
      throw new BuildException(what + " has a configuration of " + config.size() + " bytes");
    }
    if (parsed.path("layers").size() > MOST_LAYERS) {
      throw new BuildException(what + " has more than " + MOST_LAYERS + " layers");
    }
    List<Path> files = new ArrayList<>();
    byte[] bytes = InputFile.bytes(blobs.file(config), LARGEST_CONFIG);
    for (JsonNode each : parsed.path("layers")) {
      Descriptor layer = Descriptor.of(each, what);
      if (!MediaTypes.isLayer(layer.mediaType())) {
        throw new BuildException(
            what + " has a layer of type " + layer.mediaType() + ", which is no layer of files");
      }
      files.add(blobs.file(layer));
    }
    return of(name, ContentStore.digest(manifest), bytes, files, architecture);
  }

  /** The manifest for an architecture in an index. */
  static Descriptor platform(byte[] index, String name, Architecture architecture)
      throws IOException {
    String what = "the index of " + name;
    List<String> others = new ArrayList<>();
    for (JsonNode each : json(index, what).path("manifests")) {
      JsonNode platform = each.path("platform");
      String text = platform.path("os").asText() + "/" + platform.path("architecture").asText();
      if (text.equals("linux/" + architecture.debianName())) {
        return Descriptor.of(each, what);
      }
      others.add(text);
    }
    throw new BuildException(
        "the image "
            + name
            + " is not there for linux/"
            + architecture.debianName()
            + ", but for "
            + String.join(", ", others)
            + ": give another image, or --arch");
  }

  /** The image's id. */
  public String id() {
    return ContentStore.digest(config);
  }

  static JsonNode json(byte[] bytes, String what) throws BuildException {
    try {
      return Json.parse(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new BuildException(what + " is not JSON: " + e.getMessage(), e);
    }
  }
}
