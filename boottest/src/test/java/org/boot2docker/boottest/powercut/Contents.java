package org.boot2docker.boottest.powercut;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Regular files of random bytes, by their names.
 *
 * @param files the bytes of each
 */
record Contents(SortedMap<String, byte[]> files) {
  private static final int MOST_FILES = 12;
  private static final int SMALL = 6_000;
  private static final int LARGE = 400_000;

  /** A few files, mostly small, the largest of some hundred kilobytes. */
  static Contents random(Random random, String directory) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    int count = 1 + random.nextInt(MOST_FILES);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[1 + random.nextInt(i == 0 ? LARGE : SMALL)];
      random.nextBytes(bytes);
      files.put(directory + "/file" + i, bytes);
    }
    return new Contents(files);
  }

  /** The regular files of an archive. */
  static Contents ofTar(byte[] archive) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        if (entry.isFile()) {
          files.put(entry.getName(), tar.readAllBytes());
        }
        entry = tar.getNextEntry();
      }
    }
    return new Contents(files);
  }

  /** These files and others, which replace those of the same name. */
  Contents with(Contents others) {
    SortedMap<String, byte[]> both = new TreeMap<>(files);
    both.putAll(others.files);
    return new Contents(both);
  }

  /** These files and one more. */
  Contents with(String name, byte[] bytes) {
    return with(new Contents(new TreeMap<>(Map.of(name, bytes))));
  }

  /** These files, in a directory. */
  Contents below(String directory) {
    SortedMap<String, byte[]> moved = new TreeMap<>();
    files.forEach((name, bytes) -> moved.put(directory + "/" + name, bytes));
    return new Contents(moved);
  }

  /** The directories that the files are in, at the top. */
  Set<String> directories() {
    return files.keySet().stream()
        .map(name -> name.substring(0, name.indexOf('/')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** An archive of the files: the same bytes whenever it is made, for some are compared whole. */
  byte[] tar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an archive in memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  /** The sum of each file, to compare and to show. */
  SortedMap<String, String> sums() {
    return files.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                file -> file.getValue().length + " bytes " + sha256(file.getValue()),
                (a, b) -> a,
                TreeMap::new));
  }

  /** SHA-256 in hexadecimal digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
