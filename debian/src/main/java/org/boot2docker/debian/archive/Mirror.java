package org.boot2docker.debian.archive;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Base URLs of Debian archives, each the directory that has {@code dists} and {@code pool}; those
 * of one list are tried in order.
 *
 * @param main the main archive, never empty
 * @param security the security archive; when empty, {@code <main>-security} and then main are tried
 * @param extra asked for packages that the others don't have any more, such as a snapshot archive
 */
public record Mirror(List<URI> main, List<URI> security, List<URI> extra) {

  /** Completes the security archive. */
  public Mirror {
    if (main.isEmpty()) {
      throw new IllegalArgumentException("a mirror needs a main archive");
    }
    main = main.stream().map(Mirror::directory).toList();
    security = security.isEmpty() ? guessSecurity(main) : security;
    security = security.stream().map(Mirror::directory).toList();
    extra = extra.stream().map(Mirror::directory).toList();
  }

  /** A mirror of one main archive, with its security archive beside it or in it. */
  public static Mirror of(URI main) {
    return new Mirror(List.of(main), List.of(), List.of());
  }

  /** The same with more places to look for packages that are gone. */
  public Mirror withExtra(List<URI> more) {
    return new Mirror(main, security, more);
  }

  private static List<URI> guessSecurity(List<URI> main) {
    List<URI> guesses = new ArrayList<>();
    for (URI base : main) {
      String text = base.toString();
      if (!String.valueOf(base.getPath()).equals("/")) {
        guesses.add(URI.create(text.substring(0, text.length() - 1) + "-security/"));
      }
      guesses.add(base);
    }
    return guesses;
  }

  /** {@link URI#resolve} drops the last name of a base that doesn't end in a slash. */
  static URI directory(URI base) {
    String text = base.toString();
    return text.endsWith("/") ? base : URI.create(text + "/");
  }

  /** Whether a suite lives in the security archive. */
  public static boolean isSecurity(String suite) {
    return suite.endsWith("-security");
  }

  /** Where a suite's indexes may be. */
  public List<URI> bases(String suite) {
    return isSecurity(suite) ? security : main;
  }

  /** Where a suite's packages may be. */
  public List<URI> packageBases(String suite) {
    LinkedHashSet<URI> all = new LinkedHashSet<>(bases(suite));
    all.addAll(extra);
    return List.copyOf(all);
  }
}
