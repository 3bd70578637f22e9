package org.boot2docker.builder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.SuiteSpec;
import org.boot2docker.builder.lock.LockedRepository;
import org.boot2docker.debian.archive.LockedPackage;

/** Says of locked packages which ones are not Debian's. */
final class ForeignSuites {
  private ForeignSuites() {}

  /** The repositories of packages, as far as they are not from Debian's archive, by suite. */
  static List<LockedRepository> of(Description description, List<LockedPackage> packages) {
    Set<String> used =
        packages.stream().map(LockedPackage::suite).collect(Collectors.toUnmodifiableSet());
    List<LockedRepository> found = new ArrayList<>();
    for (SuiteSpec suite : new TreeMap<>(description.suites()).values()) {
      if (suite.repository().isPresent() && used.contains(suite.name())) {
        String name = suite.repository().get();
        Optional<String> url =
            Optional.ofNullable(description.repositories().get(name))
                .flatMap(spec -> spec.url())
                .filter(ForeignSuites::isPublic)
                .map(text -> text.replaceFirst("[?#].*", ""));
        found.add(new LockedRepository(suite.name(), name, suite.suite(), url.orElse("")));
      }
    }
    return List.copyOf(found);
  }

  /** Neither a folder of this computer nor an address with a password; a query may be one, too. */
  private static boolean isPublic(String url) {
    return url.matches("(?i)https?://[^@\\s]+");
  }
}
