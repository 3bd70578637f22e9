package org.boot2docker.builder.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.file.Sha256;

/** Files of sums, as sha256sum and sha512sum read them. */
final class Sums {
  static final String SHA256 = "SHA256SUMS";
  static final String SHA512 = "SHA512SUMS";

  /** What is not summed: the sums themselves, and what signs them. */
  private static final Pattern UNSUMMED = Pattern.compile("SHA(256|512)SUMS(\\..*)?|\\..*");

  /** All that may lie beside what is summed. */
  private static final Pattern SUMS =
      Pattern.compile("SHA(256|512)SUMS((\\..+)?\\.(asc|minisig|sig))?");

  private static final Pattern SIGNATURE =
      Pattern.compile("SHA(256|512)SUMS(\\.[A-Za-z0-9._+@-]+)?\\.(asc|minisig|sig)");

  private static final Pattern LINE = Pattern.compile("([0-9a-f]+) [ *]([^/\\\\\\p{Cc}\\p{Cf}]+)");
  private static final int MOST_BYTES = 4 << 20;
  private static final int BUFFER = 1 << 20;

  private Sums() {}

  /** The files of a release that its sums must name. */
  static SortedSet<String> summed(Path folder) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !UNSUMMED.matcher(name).matches())
          .forEach(names::add);
    }
    return names;
  }

  /** Whether a file of this name signs sums. */
  static boolean isSignature(String name) {
    return SIGNATURE.matcher(name).matches();
  }

  /** What lies in the folder of a release that is neither summed nor sums and their signatures. */
  static Optional<Path> stranger(Path folder) throws IOException {
    SortedSet<String> summed = summed(folder);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file -> {
                String name = String.valueOf(file.getFileName());
                boolean sums = SUMS.matcher(name).matches() && Files.isRegularFile(file);
                return !sums && !summed.contains(name);
              })
          .min(Comparator.naturalOrder());
    }
  }

  /** Sums all files of a folder. */
  static void write(Path folder) throws IOException {
    StringBuilder sha256 = new StringBuilder();
    StringBuilder sha512 = new StringBuilder();
    for (String name : summed(folder)) {
      Map<String, String> sums = of(folder.resolve(name));
      sha256.append(sums.get(SHA256)).append("  ").append(name).append('\n');
      sha512.append(sums.get(SHA512)).append("  ").append(name).append('\n');
    }
    AtomicFile.text(folder.resolve(SHA256), sha256.toString());
    AtomicFile.text(folder.resolve(SHA512), sha512.toString());
  }

  /** Both sums of a file, by the name of the file of sums. */
  static Map<String, String> of(Path file) throws IOException {
    MessageDigest sha256 = Sha256.start();
    MessageDigest sha512 = sha512();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        sha512.update(buffer, 0, n);
      }
    }
    HexFormat hex = HexFormat.of();
    return Map.of(SHA256, hex.formatHex(sha256.digest()), SHA512, hex.formatHex(sha512.digest()));
  }

  /**
   * Reads a file of sums.
   *
   * @return the sums by file
   * @throws BuildException when a line is none, or a file is named twice
   */
  static SortedMap<String, String> read(Path file) throws IOException {
    return parse(InputFile.text(file, MOST_BYTES), file.toString());
  }

  /**
   * The SHA-256 sum of one file among those of others, whose lines may be of any kind.
   *
   * @throws BuildException when there are two that differ, or a line that names the file is no sum
   */
  static Optional<String> sha256(Path sums, String name) throws IOException {
    Pattern about = Pattern.compile("[ */(]" + Pattern.quote(name) + "\\b");
    Optional<String> found = Optional.empty();
    for (String line : InputFile.text(sums, MOST_BYTES).lines().toList()) {
      if (!about.matcher(line).find()) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      boolean whole = matcher.matches() && matcher.group(1).length() == digits(SHA256);
      if (whole && !matcher.group(2).equals(name)) {
        continue;
      }
      if (!whole || found.filter(sum -> !sum.equals(matcher.group(1))).isPresent()) {
        throw new BuildException(
            "%s has no sum of %s that can be used (%s): get it again, or move it away"
                .formatted(sums, name, line.strip()));
      }
      found = Optional.of(matcher.group(1));
    }
    return found;
  }

  static SortedMap<String, String> parse(String text, String name) throws BuildException {
    SortedMap<String, String> sums = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      boolean whole =
          matcher.matches()
              && matcher.group(1).length() == digits(name)
              && !UNSUMMED.matcher(matcher.group(2)).matches()
              && isPath(matcher.group(2));
      if (!whole || sums.put(matcher.group(2), matcher.group(1)) != null) {
        throw new BuildException(
            name + ":" + number + " is no sum of another file: get the release again");
      }
    }
    return sums;
  }

  /** Where the locale is ASCII, other names are none. */
  private static boolean isPath(String name) {
    try {
      return Path.of(name).getNameCount() == 1;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static int digits(String name) {
    return name.endsWith(SHA512) ? 128 : 64;
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java of ours has SHA-512", e);
    }
  }
}
