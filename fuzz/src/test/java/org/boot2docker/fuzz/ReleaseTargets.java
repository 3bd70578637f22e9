package org.boot2docker.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.boot2docker.builder.containers.ContainersDoor;
import org.boot2docker.builder.containers.ImageReference;
import org.boot2docker.builder.release.ReleaseDoor;
import org.boot2docker.builder.release.ReleaseIndex;
import org.boot2docker.formats.file.Sha256;

/** Container images and registries, and releases that somebody else has made. */
final class ReleaseTargets {
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String CONFIG =
      "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[\""
          + DIGEST
          + "\"]}}";
  private static final String MANIFEST =
      "{\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:"
          + Sha256.of(CONFIG)
          + "\",\"size\":100},\"layers\":[{\"mediaType\":"
          + "\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\""
          + DIGEST
          + "\",\"size\":100}]}";

  private static final String LAYER = "layer";

  private ReleaseTargets() {}

  static List<Target> all() {
    Path config = Samples.made(() -> Files.createTempFile("fuzz", ".json"));
    config.toFile().deleteOnExit();
    Samples.made(() -> Files.writeString(config, CONFIG));
    return List.of(
        Target.of(
            "oci-manifest",
            Samples.texts(MANIFEST),
            input -> ContainersDoor.manifest(input, config),
            IOException.class),
        Target.of(
            "oci-index",
            Samples.texts(
                "{\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                    + "\"digest\":\""
                    + DIGEST
                    + "\",\"size\":5,\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}"),
            ContainersDoor::index,
            IOException.class),
        Target.of(
            "docker-save",
            List.of(Samples.made(ReleaseTargets::saved), Samples.made(ReleaseTargets::layout)),
            Samples.file("image.tar", ReleaseTargets::readSaved),
            IOException.class),
        Target.of(
            "image-reference",
            Samples.texts("registry.example:5000/a/b:tag", "busybox@" + DIGEST),
            input -> ImageReference.parse(Samples.text(input)),
            IOException.class),
        Target.of(
            "registry-login",
            Samples.texts(
                "Bearer realm=\"https://a.example/token\",service=\"r\",scope=x", "Basic"),
            input -> ContainersDoor.challenge(Samples.text(input))),
        Target.of(
            "sums",
            Samples.texts("a".repeat(64) + "  file.iso\n" + "b".repeat(64) + " *other\n"),
            input -> ReleaseDoor.sums(Samples.text(input)),
            IOException.class),
        Target.of(
            "minisign",
            Samples.texts("untrusted comment: key\n" + key() + "\n"),
            input -> ReleaseDoor.minisign(Samples.text(input)),
            IOException.class),
        Target.of(
            "release-index",
            Samples.texts(
                "{\"format\":1,\"version\":\"1\",\"tool\":\"1\",\"created\":\"now\",\"previous\":\"\",\"images\":[{\"name\":\"a\","
                    + "\"profile\":\"fast\",\"architecture\":\"amd64\",\"docker\":\"28\","
                    + "\"kernel\":\"6\",\"created\":\"now\","
                    + "\"files\":{\"iso\":\"a.iso\"}}]}"),
            Samples.file("release.json", file -> ReleaseIndex.read(file.getParent())),
            IOException.class));
  }

  private static String key() {
    byte[] key = new byte[42];
    key[0] = 'E';
    key[1] = 'd';
    return Base64.getEncoder().encodeToString(key);
  }

  private static byte[] saved() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      put(tar, "config.json", CONFIG);
      put(tar, "layer.tar", LAYER);
      put(
          tar,
          "manifest.json",
          "[{\"Config\":\"config.json\",\"RepoTags\":[\"a:b\"],\"Layers\":[\"layer.tar\"]}]");
    }
    return bytes.toByteArray();
  }

  /** An OCI image layout in an archive. */
  private static byte[] layout() throws IOException {
    String manifest =
        "{\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:%s\",\"size\":%d},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"sha256:%s\",\"size\":%d}]}"
            .formatted(Sha256.of(CONFIG), CONFIG.length(), Sha256.of(LAYER), LAYER.length());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      put(tar, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
      put(tar, "blobs/sha256/" + Sha256.of(CONFIG), CONFIG);
      put(tar, "blobs/sha256/" + Sha256.of(LAYER), LAYER);
      put(tar, "blobs/sha256/" + Sha256.of(manifest), manifest);
      put(
          tar,
          "index.json",
          "{\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
              + "\"digest\":\"sha256:%s\",\"size\":%d,\"annotations\":{\"io.containerd.image.name\":\"a/b:c\"}}]}"
                  .formatted(Sha256.of(manifest), manifest.length()));
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void readSaved(Path file) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    try {
      ContainersDoor.archive(file, folder);
    } finally {
      try (Stream<Path> left = Files.walk(folder)) {
        for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
