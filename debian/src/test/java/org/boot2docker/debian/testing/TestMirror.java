package org.boot2docker.debian.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** A Debian archive in a directory, signed with a test's key. */
public final class TestMirror {

  /** When the archive was made, unless a test says otherwise. */
  public static final Instant DATE = Instant.parse("2026-11-20T12:00:00Z");

  private final Path root;
  private final TestKey key;
  private String headers =
      "Acquire-By-Hash: yes\nArchitectures: all amd64 arm64\n"
          + "No-Support-for-Architecture-all: Packages\n";
  private String suiteName = "stable";
  private Instant date = DATE;
  private Optional<Duration> validity = Optional.empty();
  private boolean plainIndexes = true;
  private String pool = "pool/main";

  /** An archive below a directory. */
  public TestMirror(Path root, TestKey key) {
    this.root = root;
    this.key = key;
  }

  /** Where dists and pool are. */
  public Path root() {
    return root;
  }

  /** Other fields than by-hash, amd64 and arm64. */
  public TestMirror headers(String fields) {
    headers = fields;
    return this;
  }

  /** Another date than {@link #DATE}. */
  public TestMirror date(Instant made) {
    date = made;
    return this;
  }

  /** How long the suite is valid after its date. */
  public TestMirror validFor(Duration duration) {
    validity = Optional.of(duration);
    return this;
  }

  /** What the field Suite says. */
  public TestMirror suiteName(String name) {
    suiteName = name;
    return this;
  }

  /** Another folder for packages than {@code pool/main}. */
  public TestMirror pool(String folder) {
    pool = folder;
    return this;
  }

  /** Indexes only under their hashes, so that a stale InRelease can't be served by luck. */
  public TestMirror onlyByHash() {
    plainIndexes = false;
    return this;
  }

  /** Writes a package into the pool and gives its stanza. */
  public String add(String name, String version, String fields, byte[] content) throws IOException {
    String path = pool + "/" + name + "_" + version.replace(":", "-") + "_amd64.deb";
    write(root.resolve(path), content);
    return "Package: "
        + name
        + "\nVersion: "
        + version
        + "\nArchitecture: amd64\n"
        + fields
        + "Filename: "
        + path
        + "\nSize: "
        + content.length
        + "\nSHA256: "
        + sha256(content)
        + "\n\n";
  }

  /** Writes InRelease and the index of amd64 for a suite. */
  public void publish(String codename, String stanzas) throws IOException {
    publish(codename, Map.of("main/binary-amd64/Packages", stanzas));
  }

  /** Writes InRelease and the given indexes for a suite. */
  public void publish(String codename, Map<String, String> indexes) throws IOException {
    Path dists = root.resolve("dists").resolve(codename);
    StringBuilder table = new StringBuilder("SHA256:\n");
    for (Map.Entry<String, String> index : new TreeMap<>(indexes).entrySet()) {
      byte[] plain = index.getValue().getBytes(StandardCharsets.UTF_8);
      table.append(line(plain, index.getKey()));
      byte[] packed = xz(plain);
      table.append(line(packed, index.getKey() + ".xz"));
      Path file = dists.resolve(index.getKey() + ".xz");
      if (plainIndexes) {
        write(file, packed);
      }
      write(file.resolveSibling("by-hash/SHA256/" + sha256(packed)), packed);
    }
    String release =
        "Origin: Test\nSuite: "
            + suiteName
            + "\nCodename: "
            + codename
            + "\nDate: "
            + format(date)
            + "\n"
            + validity.map(d -> "Valid-Until: " + format(date.plus(d)) + "\n").orElse("")
            + headers
            + table;
    write(dists.resolve("InRelease"), key.clearSign(release, date));
  }

  private static String line(byte[] bytes, String path) {
    return " " + sha256(bytes) + " " + bytes.length + " " + path + "\n";
  }

  private static String format(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME
        .format(instant.atOffset(ZoneOffset.UTC))
        .replace("GMT", "UTC");
  }

  private static byte[] xz(byte[] plain) throws IOException {
    var out = new java.io.ByteArrayOutputStream();
    try (OutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
      xz.write(plain);
    }
    return out.toByteArray();
  }

  /** Hexadecimal, lower case. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.write(file, bytes);
  }
}
