package org.boot2docker.boottest.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for secrets in the memory of a guest that is kept in files.
 *
 * @param texts what must not be there, by its name
 * @param known private keys that everybody has: mbedTLS brings some for its own tests
 */
record SecretSearch(Map<String, String> texts, Set<String> known) {
  private static final String BEGIN = "-----BEGIN ";

  /** Programs that read keys have the line alone. */
  private static final Pattern PRIVATE_KEY =
      Pattern.compile(BEGIN + "(?:[A-Z]+ )?PRIVATE KEY-----\\s+([A-Za-z0-9+/]{60})");

  /** Of a Go library's own tests: in Debian's dockerd, which the image has compressed. */
  private static final String IN_DOCKERD =
      "private key MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDFyXr1E4l3";

  private static final int CHUNK = 8 << 20;

  /** Of a chunk that is looked at with the next one, too: longer than all that is looked for. */
  private static final int OVERLAP = 4096;

  /**
   * For private keys of all kinds that the image doesn't have, and what tells machines from others.
   *
   * @param machines of which the first was booted
   */
  static SecretSearch of(UsersHome home, List<String> machines) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String machine : machines) {
      Path folder = home.resolve("machines").resolve(machine);
      texts.put("public key of " + machine, word(folder.resolve("id_ed25519.pub"), 1));
      texts.put("host key of " + machine, word(folder.resolve("known_hosts"), 2));
    }
    Path image = home.resolve("machines").resolve(machines.get(0)).resolve("boot/initrd.cpio");
    Set<String> known = new SecretSearch(Map.of(), Set.of()).inFile(image);
    known.add(IN_DOCKERD);
    return new SecretSearch(texts, known);
  }

  private static String word(Path file, int index) throws IOException {
    return Files.readString(file).strip().split(" ")[index];
  }

  /** What is found in any of the files of a folder, each with the file's name. */
  SortedSet<String> inFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    SortedSet<String> found = new TreeSet<>();
    for (Path file : files) {
      for (String each : inFile(file)) {
        found.add(file.getFileName() + ": " + each);
      }
    }
    return found;
  }

  private SortedSet<String> inFile(Path file) throws IOException {
    SortedSet<String> found = new TreeSet<>();
    try (InputStream in = Files.newInputStream(file)) {
      String before = "";
      byte[] next = in.readNBytes(CHUNK);
      while (next.length > 0) {
        String chunk = before + new String(next, StandardCharsets.ISO_8859_1);
        found.addAll(inChunk(chunk));
        before = chunk.substring(Math.max(0, chunk.length() - OVERLAP));
        next = in.readNBytes(CHUNK);
      }
    }
    return found;
  }

  private List<String> inChunk(String chunk) {
    List<String> found = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          if (chunk.contains(text)) {
            found.add(name);
          }
        });
    Matcher key = PRIVATE_KEY.matcher(chunk);
    for (int at = chunk.indexOf(BEGIN); at >= 0; at = chunk.indexOf(BEGIN, at + 1)) {
      if (key.region(at, chunk.length()).lookingAt()) {
        found.add("private key " + key.group(1));
      }
    }
    found.removeAll(known);
    return found;
  }
}
