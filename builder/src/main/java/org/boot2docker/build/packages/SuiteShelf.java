package org.boot2docker.build.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.build.Architecture;
import org.boot2docker.build.description.SuiteSpec;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.Suite;
import org.boot2docker.debian.archive.SuiteRequest;
import org.boot2docker.debian.resolve.Layer;

/** Loads each suite once, when it is first asked for. */
final class SuiteShelf {
  private final Archive archive;
  private final Architecture architecture;
  private final Map<String, SuiteSpec> specs;
  private final Map<String, Suite> loaded = new HashMap<>();

  SuiteShelf(Archive archive, Architecture architecture, Map<String, SuiteSpec> specs) {
    this.archive = archive;
    this.architecture = architecture;
    this.specs = specs;
  }

  /** A group of suites as one source, of which the newest version of a package counts. */
  Layer layer(List<String> names) throws IOException {
    List<Suite> suites = new ArrayList<>();
    for (String name : names) {
      suites.add(suite(name));
    }
    return new Layer(String.join(" + ", names), suites);
  }

  private Suite suite(String name) throws IOException {
    Suite known = loaded.get(name);
    if (known != null) {
      return known;
    }
    SuiteSpec spec = specs.get(name);
    if (spec == null) {
      throw new IllegalArgumentException("suite " + name + " is not described");
    }
    Suite suite =
        archive.load(
            new SuiteRequest(name, List.of("main"), spec.grace()), architecture.debianName());
    loaded.put(name, suite);
    return suite;
  }
}
