package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.debian.trust.Keyring;
import org.boot2docker.formats.file.InputFile;

/** The public keys that a user trusts to sign releases: OpenPGP's, minisign's or signify's. */
public final class TrustedKeys {
  private static final int MOST_BYTES = 1 << 20;

  /** What names of signatures end with. */
  static final List<String> ENDINGS = List.of(".asc", ".minisig", ".sig");

  /** What may be part of the address of a signature. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@+-]*");

  private final List<Keyring> openPgp = new ArrayList<>();
  private final List<MinisignKey> minisign = new ArrayList<>();
  private final SortedSet<String> endings = new TreeSet<>();
  private final Clock clock;

  private TrustedKeys(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads files of public keys.
   *
   * @throws IOException naming the file that is none
   */
  public static TrustedKeys read(List<Path> files) throws IOException {
    TrustedKeys keys = new TrustedKeys(Clock.systemUTC());
    for (Path file : files) {
      byte[] bytes = InputFile.bytes(file, MOST_BYTES);
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (MinisignKey.isOne(text)) {
        keys.minisign.add(MinisignKey.parse(text, file.toString()));
        keys.addEndings(file, List.of(".minisig", ".sig"));
      } else {
        keys.openPgp.add(Keyring.of(bytes, file.toString()));
        keys.addEndings(file, List.of(".asc"));
      }
    }
    return keys;
  }

  private void addEndings(Path key, List<String> kinds) {
    String name = String.valueOf(key.getFileName()).replaceFirst("\\.[^.]*$", "");
    if (NAME.matcher(name).matches()) {
      kinds.forEach(kind -> endings.add("." + name + kind));
    }
  }

  /**
   * What names of signatures end with that the owners of these keys may have added to a release, if
   * they call themselves as the keys' files are called: {@code .alice.asc}. A web server doesn't
   * say which ones it has.
   */
  public SortedSet<String> endings() {
    return Collections.unmodifiableSortedSet(endings);
  }

  /**
   * Reads all files of a folder that are not hidden; none when there is no such folder.
   *
   * @throws IOException naming the file that is no key
   */
  public static TrustedKeys inFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return read(List.of());
    }
    try (Stream<Path> files = Files.list(folder)) {
      return read(files.filter(TrustedKeys::mayBeOne).sorted().toList());
    }
  }

  /** Programs that show folders leave hidden files in them. */
  private static boolean mayBeOne(Path file) {
    return Files.isRegularFile(file) && !String.valueOf(file.getFileName()).startsWith(".");
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return openPgp.isEmpty() && minisign.isEmpty();
  }

  /**
   * Checks the signatures that lie beside a file, as {@code FILE.asc} or {@code FILE.NAME.asc}.
   *
   * @return the keys that signed it, each once
   * @throws IOException when a signature by one of these keys is bad
   */
  public Set<String> signersOf(Path file) throws IOException {
    return signersOf(file, clock.instant());
  }

  /**
   * The same as it was at a time: a key that expired later could sign then.
   *
   * @throws IOException when a signature by one of these keys is bad
   */
  public Set<String> signersOf(Path file, Instant when) throws IOException {
    byte[] signed = InputFile.bytes(file, MOST_BYTES);
    Set<String> signers = new TreeSet<>();
    for (Path signature : signatures(file)) {
      byte[] bytes = InputFile.bytes(signature, MOST_BYTES);
      String text = new String(bytes, StandardCharsets.UTF_8);
      String name = signature.toString();
      if (!MinisignKey.isOne(text)) {
        for (Keyring keyring : openPgp) {
          signers.addAll(keyring.verifyDetached(signed, bytes, name, when));
        }
        continue;
      }
      for (MinisignKey key : minisign) {
        if (key.signed(signed, text, name)) {
          signers.add(key.name());
        }
      }
    }
    return signers;
  }

  /** The files of signatures beside a file, sorted. */
  static List<Path> signatures(Path file) throws IOException {
    String prefix = file.getFileName() + ".";
    try (Stream<Path> files = Files.list(Verification.folderOf(file))) {
      return files
          .filter(
              each -> {
                String name = String.valueOf(each.getFileName());
                return name.startsWith(prefix) && ENDINGS.stream().anyMatch(name::endsWith);
              })
          .sorted()
          .toList();
    }
  }
}
