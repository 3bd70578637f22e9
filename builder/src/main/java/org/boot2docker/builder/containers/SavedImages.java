package org.boot2docker.builder.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.download.CacheException;
import org.boot2docker.formats.compress.Decompression;
import org.boot2docker.formats.file.InputFile;

/**
 * A tar archive with images: what {@code docker save} of any version writes, or an OCI image layout
 * in an archive. Its files are unpacked under numbers, so that no name in it can lead elsewhere.
 */
final class SavedImages {
  private static final String MANIFEST = "manifest.json";
  private static final int MOST_ENTRIES = 100_000;
  private static final long MOST_BYTES = 64L << 30;

  private final String shown;
  private final Path folder;
  private final Architecture architecture;
  private final Map<String, Path> files = new HashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private long unpacked;

  private SavedImages(String shown, Path folder, Architecture architecture) {
    this.shown = shown;
    this.folder = folder;
    this.architecture = architecture;
  }

  /**
   * The images of an archive.
   *
   * @param folder an empty directory for its files, which the images refer to
   * @param name what the only one is called; otherwise they have their own names
   */
  static List<SourceImage> read(
      Path archive, Path folder, Optional<String> name, Architecture architecture)
      throws IOException {
    SavedImages saved = new SavedImages(archive.toString(), folder, architecture);
    saved.unpack(archive);
    if (saved.files.containsKey(MANIFEST)) {
      return saved.docker(name);
    }
    if (saved.files.containsKey(OciLayout.INDEX)) {
      return new OciLayout(saved.layout(), archive.toString(), architecture).images(name);
    }
    throw new BuildException(
        archive
            + " is neither an archive of 'docker save' nor an OCI image layout: it has no "
            + MANIFEST
            + " and no "
            + OciLayout.INDEX
            + ": save the images with 'docker save'");
  }

  private void unpack(Path archive) throws IOException {
    try (InputStream in = Decompression.open(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      int count = 0;
      for (TarArchiveEntry entry = tar.getNextEntry();
          entry != null;
          entry = tar.getNextEntry(), count++) {
        if (count >= MOST_ENTRIES) {
          throw new BuildException(
              shown
                  + " has more than "
                  + MOST_ENTRIES
                  + " files: save fewer images in one archive");
        }
        String path = normalized(entry.getName());
        if (entry.isSymbolicLink()) {
          links.put(path, normalized(parent(path) + entry.getLinkName()));
        } else if (entry.isLink()) {
          links.put(path, normalized(entry.getLinkName()));
        } else if (entry.isFile()) {
          Path file = folder.resolve(Integer.toString(count));
          copy(tar, file);
          files.put(path, file);
        }
      }
    } catch (BuildException | CacheException e) {
      throw e;
    } catch (IOException e) {
      throw new BuildException(
          "%s can't be read as a tar archive of images (%s): save the images again"
              .formatted(shown, e.getMessage()),
          e);
    }
  }

  private void copy(InputStream in, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (FileChannel out = create(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        unpacked += n;
        if (unpacked > MOST_BYTES) {
          throw new BuildException(
              shown + " has more than 64 GiB of files: save fewer images in one archive");
        }
        write(out, ByteBuffer.wrap(buffer, 0, n));
      }
    }
  }

  private FileChannel create(Path file) throws CacheException {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(FileChannel out, ByteBuffer bytes) throws CacheException {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** The archive is not to blame for a full disk. */
  private CacheException unwritable(IOException e) {
    return new CacheException(
        "can't write the files of %s to %s (%s): make room, or choose another place with --cache"
            .formatted(shown, folder, e.getMessage()),
        e);
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String normalized(String path) {
    return Path.of("/" + path).normalize().toString().substring(1);
  }

  /** The archive that {@code docker load} reads, by its manifest. */
  private List<SourceImage> docker(Optional<String> name) throws IOException {
    JsonNode manifest =
        SourceImage.json(
            InputFile.bytes(file(MANIFEST), SourceImage.LARGEST_MANIFEST), shown + ": " + MANIFEST);
    if (name.isPresent() && manifest.size() != 1) {
      throw new BuildException(
          "%s has %d images, so they can't all be %s: leave the name out, or give one image"
              .formatted(shown, manifest.size(), name.get()));
    }
    List<SourceImage> images = new ArrayList<>();
    for (JsonNode each : manifest) {
      byte[] config =
          InputFile.bytes(file(each.path("Config").asText()), SourceImage.LARGEST_MANIFEST);
      List<Path> layers = new ArrayList<>();
      for (JsonNode layer : each.path("Layers")) {
        layers.add(file(layer.asText()));
      }
      for (String tag : names(each, name)) {
        images.add(SourceImage.of(tag, "", config, layers, architecture));
      }
    }
    return images;
  }

  private List<String> names(JsonNode image, Optional<String> name) throws BuildException {
    if (name.isPresent()) {
      return List.of(name.get());
    }
    List<String> names = new ArrayList<>();
    for (JsonNode tag : image.path("RepoTags")) {
      names.add(ImageReference.parse(tag.asText()).name());
    }
    if (names.isEmpty()) {
      throw new BuildException(
          "the image in "
              + shown
              + " has no name: save it by its name, or give --image NAME:TAG="
              + shown);
    }
    return names;
  }

  private Path file(String path) throws BuildException {
    String at = normalized(path);
    for (int hops = 0; hops < 8 && links.containsKey(at); hops++) {
      at = links.getOrDefault(at, "");
    }
    Path file = files.get(at);
    if (file == null) {
      throw new BuildException(
          shown + " has no " + path + ": it is not complete, so save it again");
    }
    return file;
  }

  /** The parts of an OCI image layout at their places. */
  private Path layout() throws IOException {
    Path layout = Files.createDirectories(folder.resolve("layout"));
    Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
    Files.move(file(OciLayout.INDEX), layout.resolve(OciLayout.INDEX));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      if (file.getKey().matches("blobs/sha256/[0-9a-f]{64}")) {
        Files.move(file.getValue(), blobs.resolve(file.getKey().substring(13)));
      }
    }
    return layout;
  }
}
