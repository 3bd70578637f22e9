package org.boot2docker.builder.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.file.Sha256;

/** A folder in the layout of OCI Image Specification 1.1, "Image Layout". */
final class OciLayout {
  static final String INDEX = "index.json";
  private static final String REFERENCE = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD = "io.containerd.image.name";

  private final Path folder;
  private final String shown;
  private final Architecture architecture;

  /**
   * A layout.
   *
   * @param shown what the user calls it
   */
  OciLayout(Path folder, String shown, Architecture architecture) {
    this.folder = folder;
    this.shown = shown;
    this.architecture = architecture;
  }

  /**
   * Its images.
   *
   * @param name what the only one is called; otherwise each is called what its annotation says
   */
  List<SourceImage> images(Optional<String> name) throws IOException {
    byte[] index = InputFile.bytes(folder.resolve(INDEX), SourceImage.LARGEST_MANIFEST);
    List<JsonNode> entries = new ArrayList<>();
    SourceImage.json(index, shown + "/" + INDEX).path("manifests").forEach(entries::add);
    if (name.isPresent() && entries.size() != 1) {
      throw new BuildException(
          "%s has %d images, so they can't all be %s: leave the name out, or give one image"
              .formatted(shown, entries.size(), name.get()));
    }
    List<SourceImage> images = new ArrayList<>();
    for (JsonNode entry : entries) {
      images.add(image(entry, name.isPresent() ? name.get() : name(entry)));
    }
    return images;
  }

  private String name(JsonNode entry) throws BuildException {
    JsonNode annotations = entry.path("annotations");
    String found = annotations.path(CONTAINERD).asText(annotations.path(REFERENCE).asText());
    // The annotation may be a tag alone.
    if (!found.matches(".+[:/].+")) {
      throw new BuildException(
          "the image in "
              + shown
              + " does not say what it is called: give --image NAME:TAG="
              + shown);
    }
    return ImageReference.parse(found).name();
  }

  private SourceImage image(JsonNode entry, String name) throws IOException {
    Descriptor found = Descriptor.of(entry, shown + "/" + INDEX);
    byte[] manifest = document(found);
    for (int depth = 0; found.isIndex() || hasManifests(manifest); depth++) {
      if (depth > 2) {
        throw new BuildException("the index of " + name + " leads to more indexes: it is not used");
      }
      found = SourceImage.platform(manifest, name, architecture);
      manifest = document(found);
    }
    return SourceImage.ofManifest(name, manifest, this::blob, architecture);
  }

  private static boolean hasManifests(byte[] document) throws IOException {
    return SourceImage.json(document, "a manifest").has("manifests");
  }

  private byte[] document(Descriptor part) throws IOException {
    return InputFile.bytes(blob(part), SourceImage.LARGEST_MANIFEST);
  }

  private Path blob(Descriptor part) throws IOException {
    Path file = folder.resolve("blobs/sha256").resolve(ContentStore.hex(part.digest()));
    if (!Files.isRegularFile(file)) {
      throw new BuildException(
          shown + " has no " + part.digest() + ": it is not complete, so write it again");
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) != part.size() || !part.digest().equals("sha256:" + Sha256.of(in))) {
        throw new BuildException(
            shown + ": " + part.digest() + " does not have that digest: it is damaged");
      }
    }
    return file;
  }
}
