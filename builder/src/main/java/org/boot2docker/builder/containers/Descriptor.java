package org.boot2docker.builder.containers;

import com.fasterxml.jackson.databind.JsonNode;
import org.boot2docker.builder.step.BuildException;

/**
 * Names a part of an image (OCI Image Specification 1.1, "Content Descriptors").
 *
 * @param mediaType what it is
 * @param digest of its bytes
 * @param size in bytes
 */
record Descriptor(String mediaType, String digest, long size) {

  /** More than any part has; a sum of several must not overflow. */
  private static final long LARGEST = 64L << 30;

  /**
   * Reads one.
   *
   * @param what names the document that it is in
   */
  static Descriptor of(JsonNode json, String what) throws BuildException {
    Descriptor descriptor =
        new Descriptor(
            json.path("mediaType").asText(),
            json.path("digest").asText(),
            json.path("size").asLong(-1));
    if (!descriptor.digest.matches("sha256:[0-9a-f]{64}")) {
      throw new BuildException(
          what + " names a part by '" + descriptor.digest + "': only sha256 digests are known");
    }
    if (descriptor.size < 0 || descriptor.size > LARGEST) {
      throw new BuildException(
          what + " has a part of " + descriptor.size + " bytes: it is not used");
    }
    return descriptor;
  }

  /** Whether it leads to a manifest for each platform. */
  boolean isIndex() {
    return isIndex(mediaType);
  }

  static boolean isIndex(String mediaType) {
    return mediaType.equals(MediaTypes.INDEX) || mediaType.equals(MediaTypes.DOCKER_LIST);
  }
}
