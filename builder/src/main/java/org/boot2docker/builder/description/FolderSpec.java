package org.boot2docker.builder.description;

/**
 * A folder of the image.
 *
 * @param path from the image's root, without a slash at either end
 * @param place where it is named
 */
public record FolderSpec(String path, Place place) {}
