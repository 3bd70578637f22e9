package org.boot2docker.builder.containers;

import java.util.List;

/** Media types of OCI Image Specification 1.1 and of Docker's image manifest V2, schema 2. */
final class MediaTypes {
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
  static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  /** What is asked for. */
  static final String ACCEPTED =
      String.join(", ", List.of(INDEX, MANIFEST, DOCKER_LIST, DOCKER_MANIFEST));

  private MediaTypes() {}

  /** Whether a layer is a tar archive that everybody may copy, compressed in a way that we read. */
  static boolean isLayer(String mediaType) {
    return mediaType.matches(
        "application/vnd\\.oci\\.image\\.layer\\.v1\\.tar(\\+(gzip|zstd))?"
            + "|application/vnd\\.docker\\.image\\.rootfs\\.diff\\.tar(\\.(gzip|zstd))?");
  }
}
