package org.boot2docker.debian.control;

/**
 * One file of a source package.
 *
 * @param name without folders
 * @param path below the archive's base URL
 * @param size length in bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record SourceFile(String name, String path, long size, String sha256) {}
