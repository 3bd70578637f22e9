package org.boot2docker.debian.archive;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.debian.control.Stanza;
import org.boot2docker.debian.control.StanzaReader;

/**
 * What an InRelease file says.
 *
 * @param suite {@code stable}; empty when the field is missing
 * @param codename {@code trixie}; empty when the field is missing
 * @param version {@code 13.2}; empty for suites that have none
 * @param date when it was made
 * @param validUntil when it gets stale, if ever
 * @param architectures those it has indexes for
 * @param byHash whether indexes can be fetched by their hash
 * @param allInEach whether packages for all architectures stand in each architecture's index
 * @param files its indexes by path below the suite's directory
 */
public record Release(
    String suite,
    String codename,
    String version,
    Instant date,
    Optional<Instant> validUntil,
    Set<String> architectures,
    boolean byHash,
    boolean allInEach,
    Map<String, Entry> files) {

  /** Length in bytes and SHA-256 of one index. */
  public record Entry(String sha256, long size) {}

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})\\s+(\\d{1,12})\\s+(\\S+)");

  /**
   * Reads the text of a Release file.
   *
   * @param name what is read, for messages
   */
  static Release parse(String text, String name) throws IOException {
    List<Stanza> stanzas = StanzaReader.parse(text, name);
    if (stanzas.size() != 1) {
      throw new IOException(name + " has " + stanzas.size() + " stanzas instead of one");
    }
    Stanza stanza = stanzas.get(0);
    Set<String> architectures = words(stanza.require("Architectures"));
    Optional<String> validUntil = stanza.get("Valid-Until");
    return new Release(
        stanza.get("Suite").orElse(""),
        stanza.get("Codename").orElse(""),
        stanza.get("Version").orElse(""),
        date(stanza.require("Date"), name),
        validUntil.isPresent() ? Optional.of(date(validUntil.get(), name)) : Optional.empty(),
        architectures,
        stanza.isYes("Acquire-By-Hash"),
        !architectures.contains("all")
            || words(stanza.get("No-Support-for-Architecture-all").orElse("")).contains("Packages"),
        files(stanza.require("SHA256"), name));
  }

  private static Set<String> words(String text) {
    return Set.copyOf(Arrays.asList(text.strip().split("\\s+")));
  }

  private static Instant date(String text, String name) throws IOException {
    try {
      String zone = text.replaceFirst("(UTC|Z)$", "GMT");
      return ZonedDateTime.parse(zone, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new IOException(name + " has the unreadable date '" + text + "'", e);
    }
  }

  private static Map<String, Entry> files(String table, String name) throws IOException {
    Map<String, Entry> files = new HashMap<>();
    for (String line : table.split("\n")) {
      if (line.isBlank()) {
        continue;
      }
      Matcher matcher = LINE.matcher(line.strip());
      if (!matcher.matches()) {
        throw new IOException(name + " has the malformed SHA256 line '" + line + "'");
      }
      files.put(matcher.group(3), new Entry(matcher.group(1), Long.parseLong(matcher.group(2))));
    }
    return files;
  }

  /** The components that have packages for an architecture. */
  Set<String> components(String architecture) {
    Pattern index =
        Pattern.compile(
            "(\\S+)/binary-" + Pattern.quote(architecture) + "/Packages(\\.[a-z0-9]+)?");
    Set<String> names = new TreeSet<>();
    for (String file : files.keySet()) {
      Matcher matcher = index.matcher(file);
      if (matcher.matches()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  /** Whether the suite goes by a name. */
  boolean isCalled(String name) {
    return !name.isEmpty() && (name.equals(suite) || name.equals(codename));
  }
}
