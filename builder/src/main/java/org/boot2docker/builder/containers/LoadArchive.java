package org.boot2docker.builder.containers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.compress.Compression;
import org.boot2docker.formats.compress.Decompression;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.image.json.Json;

/**
 * One archive with several images for {@code docker load}. Each layer is in it once, compressed
 * anew: the bytes depend on the layers' contents alone, not on who compressed them before. The
 * images have no names in it, because loading would take a name from an image that has it already.
 */
public final class LoadArchive {

  /** More than any layer has, unpacked: what a small file may expand to has an end. */
  private static final long LARGEST_LAYER = 64L << 30;

  private final Compression compression;
  private final Path spool;

  /**
   * An archive.
   *
   * @param spool directory for compressed layers
   */
  public LoadArchive(Compression compression, Path spool) {
    this.compression = compression;
    this.spool = spool;
  }

  /** What Docker reads first; its names are Docker's (image/tarexport). */
  private record Item(String Config, List<String> RepoTags, List<String> Layers) {}

  /** Writes the archive. */
  public void write(List<SourceImage> images, Path file) throws IOException {
    Map<String, byte[]> configs = new TreeMap<>();
    Map<String, Path> layers = new LinkedHashMap<>();
    List<Item> items = new ArrayList<>();
    for (SourceImage image : images) {
      String config = ContentStore.hex(image.id()) + ".json";
      List<String> names = new ArrayList<>();
      for (SourceImage.Layer layer : image.layers()) {
        String name = ContentStore.hex(layer.diffId()) + ".tar." + compression.extension();
        if (!layers.containsKey(name)) {
          layers.put(name, compress(layer, image.name()));
        }
        names.add(name);
      }
      if (configs.put(config, image.config()) == null) {
        items.add(new Item(config, List.of(), names));
      }
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      put(tar, "manifest.json", Json.line(items).getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> config : configs.entrySet()) {
        put(tar, config.getKey(), config.getValue());
      }
      for (Map.Entry<String, Path> layer : layers.entrySet()) {
        begin(tar, layer.getKey(), Files.size(layer.getValue()));
        Files.copy(layer.getValue(), tar);
        tar.closeArchiveEntry();
      }
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    begin(tar, name, bytes.length);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void begin(TarArchiveOutputStream tar, String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(0644);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
  }

  private Path compress(SourceImage.Layer layer, String image) throws IOException {
    Path file = spool.resolve(ContentStore.hex(layer.diffId()));
    MessageDigest digest = Sha256.start();
    try (InputStream in = Decompression.open(Files.newInputStream(layer.file()));
        OutputStream out =
            compression.compress(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      byte[] buffer = new byte[1 << 16];
      long length = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        length += n;
        if (length > LARGEST_LAYER) {
          throw new BuildException("a layer of " + image + " is longer than 64 GiB unpacked");
        }
        digest.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    String found = "sha256:" + HexFormat.of().formatHex(digest.digest());
    if (!found.equals(layer.diffId())) {
      throw new BuildException(
          "a layer of "
              + image
              + " has the digest "
              + found
              + ", and the image's configuration says "
              + layer.diffId()
              + ": it is damaged");
    }
    return file;
  }
}
