package org.boot2docker.debian.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads stanza after stanza from control data in UTF-8: Release, Packages, control, *.sources. */
public final class StanzaReader {
  private final BufferedReader in;
  private final String name;
  private final Set<String> wanted;
  private long lineNumber;

  /**
   * Starts to read.
   *
   * @param name what is read, for error messages
   */
  public StanzaReader(InputStream in, String name) {
    this(in, name, Set.of());
  }

  /**
   * Starts to read, keeping only some fields: an index has a million lines.
   *
   * @param wanted names as written in the file; none keeps all
   */
  public StanzaReader(InputStream in, String name, Set<String> wanted) {
    this(new InputStreamReader(in, StandardCharsets.UTF_8), name, wanted);
  }

  private StanzaReader(Reader in, String name, Set<String> wanted) {
    this.in = new BufferedReader(in, 1 << 16);
    this.name = name;
    this.wanted = Set.copyOf(wanted);
  }

  /** All stanzas of a text. */
  public static List<Stanza> parse(String text, String name) throws IOException {
    StanzaReader reader = new StanzaReader(new StringReader(text), name, Set.of());
    List<Stanza> stanzas = new ArrayList<>();
    for (Optional<Stanza> next = reader.next(); next.isPresent(); next = reader.next()) {
      stanzas.add(next.get());
    }
    return stanzas;
  }

  /**
   * The next stanza, empty at the end.
   *
   * @throws IOException naming the line when it is neither a field, a continuation nor a comment
   */
  public Optional<Stanza> next() throws IOException {
    TreeMap<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    @Nullable String field = null;
    StringBuilder value = new StringBuilder();
    for (String line = readLine(); line != null; line = readLine()) {
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        if (field == null) {
          continue;
        }
        break;
      }
      if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (field == null) {
          throw malformed("a continuation line without a field");
        }
        value.append('\n').append(line.substring(1).stripTrailing());
        continue;
      }
      put(fields, field, value);
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw malformed("neither a field nor a continuation");
      }
      field = line.substring(0, colon);
      if (fields.containsKey(field)) {
        throw malformed("the field " + field + " a second time");
      }
      value = new StringBuilder(line.substring(colon + 1).strip());
    }
    if (field == null) {
      return Optional.empty();
    }
    put(fields, field, value);
    return Optional.of(new Stanza(fields));
  }

  private void put(Map<String, String> fields, @Nullable String field, StringBuilder value) {
    if (field != null && (wanted.isEmpty() || wanted.contains(field))) {
      fields.put(field, value.toString());
    }
  }

  private @Nullable String readLine() throws IOException {
    lineNumber++;
    return in.readLine();
  }

  private IOException malformed(String what) {
    return new IOException(name + ", line " + lineNumber + ": " + what + " (see deb822(5))");
  }
}
