package org.boot2docker.builder.lock;

/**
 * A container image that lies in a boot image.
 *
 * @param name what it is called in Docker
 * @param manifest the digest of its manifest in a registry; empty when it is from a file
 * @param id the digest of its configuration, which is its id in Docker
 */
public record LockedImage(String name, String manifest, String id) {}
