package org.boot2docker.formats.fat;

import java.util.Map;

/**
 * A FAT image, and where its files are.
 *
 * @param image all bytes
 * @param offsets of the first byte of each file, by path
 */
public record PlacedFat(byte[] image, Map<String, Long> offsets) {}
