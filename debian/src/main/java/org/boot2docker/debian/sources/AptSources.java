package org.boot2docker.debian.sources;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.debian.archive.Mirror;
import org.boot2docker.debian.control.Stanza;
import org.boot2docker.debian.control.StanzaReader;

/**
 * Reads sources.list(5) in both its formats; files that apt couldn't read either are passed over.
 */
public final class AptSources {
  private static final Pattern ONE_LINE =
      Pattern.compile("deb\\s+(?:\\[([^]]*)]\\s*)?(\\S+)\\s+(\\S+)((?:\\s+[^\\s#]+)*)\\s*(?:#.*)?");
  private static final Pattern SIGNED_BY = Pattern.compile("(?i)signed-by\\s*=\\s*\"?([^\\s\"]+)");

  private AptSources() {}

  /**
   * The mirror that this machine's apt uses, empty when it has no Debian archive.
   *
   * @param root the root directory of the machine
   */
  public static Optional<Mirror> findMirror(Path root) throws IOException {
    List<AptSource> debian = read(root).stream().filter(AptSource::mayBeDebian).toList();
    List<AptSource> sure = debian.stream().filter(AptSource::isSurelyDebian).toList();
    List<AptSource> sources = sure.isEmpty() ? debian : sure;
    List<URI> main = uris(sources, source -> !source.isSecurity());
    List<URI> security = uris(sources, AptSource::isSecurity);
    return main.isEmpty() ? Optional.empty() : Optional.of(new Mirror(main, security, List.of()));
  }

  private static List<URI> uris(List<AptSource> sources, Predicate<AptSource> wanted) {
    return sources.stream().filter(wanted).map(AptSource::uri).distinct().toList();
  }

  static List<AptSource> read(Path root) throws IOException {
    Path apt = root.resolve("etc/apt");
    List<AptSource> sources = new ArrayList<>();
    if (Files.isReadable(apt.resolve("sources.list"))) {
      oneLine(apt.resolve("sources.list"), sources);
    }
    for (Path file : list(apt.resolve("sources.list.d"))) {
      if (file.toString().endsWith(".list")) {
        oneLine(file, sources);
      } else {
        deb822(file, sources);
      }
    }
    return sources;
  }

  private static List<Path> list(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "*.{list,sources}")) {
        stream.forEach(files::add);
      }
    }
    files.removeIf(file -> !Files.isReadable(file) || Files.isDirectory(file));
    Collections.sort(files);
    return files;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void oneLine(Path file, List<AptSource> sources) throws IOException {
    for (String line : text(file).split("\n")) {
      Matcher matcher = ONE_LINE.matcher(line.strip());
      if (!matcher.matches()) {
        continue;
      }
      Matcher signedBy = SIGNED_BY.matcher(matcher.group(1) == null ? "" : matcher.group(1));
      add(
          sources,
          file,
          matcher.group(2),
          matcher.group(3),
          words(matcher.group(4)),
          signedBy.find() ? Optional.of(signedBy.group(1)) : Optional.empty());
    }
  }

  private static void deb822(Path file, List<AptSource> sources) throws IOException {
    String text = text(file);
    List<Stanza> stanzas;
    try {
      stanzas = StanzaReader.parse(text, file.toString());
    } catch (IOException e) {
      return;
    }
    for (Stanza stanza : stanzas) {
      boolean enabled = !stanza.get("Enabled").orElse("yes").matches("(?i)no|false|off|0|without");
      if (enabled && words(stanza.get("Types").orElse("")).contains("deb")) {
        for (String uri : words(stanza.get("URIs").orElse(""))) {
          for (String suite : words(stanza.get("Suites").orElse(""))) {
            List<String> components = words(stanza.get("Components").orElse(""));
            add(sources, file, uri, suite, components, stanza.get("Signed-By"));
          }
        }
      }
    }
  }

  private static void add(
      List<AptSource> sources,
      Path file,
      String uri,
      String suite,
      List<String> components,
      Optional<String> signedBy) {
    try {
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.[a-z]+$", "");
      URI base = new URI(uri.replaceFirst("/+$", ""));
      sources.add(new AptSource(name, base, suite, components, signedBy));
    } catch (URISyntaxException e) {
      // apt's own "cdrom:[label]/" is none: not a place we can fetch from.
    }
  }

  private static List<String> words(String text) {
    return Stream.of(text)
        .flatMap(t -> Arrays.stream(t.split("\\s+")))
        .filter(w -> !w.isEmpty())
        .toList();
  }
}
