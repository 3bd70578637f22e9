package org.boot2docker.builder.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.description.SuiteSpec;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.Suite;
import org.boot2docker.debian.archive.SuiteOutcome;
import org.boot2docker.debian.archive.SuiteRequest;
import org.boot2docker.debian.resolve.Layer;

/**
 * The described suites, loaded side by side; one that is refused is so only for who asks for it.
 */
final class SuiteShelf {
  private final Map<String, SuiteOutcome> outcomes = new HashMap<>();
  private final Archive archive;
  private final Architecture architecture;

  SuiteShelf(Archive archive, Architecture architecture, Map<String, SuiteSpec> specs)
      throws IOException {
    this.archive = archive;
    this.architecture = architecture;
    List<SuiteRequest> requests = new ArrayList<>();
    specs.forEach(
        (name, spec) ->
            requests.add(new SuiteRequest(name, spec.suite(), spec.components(), spec.grace())));
    List<SuiteOutcome> loaded = archive.loadAll(requests, architecture.debianName());
    for (int i = 0; i < requests.size(); i++) {
      outcomes.put(requests.get(i).name(), loaded.get(i));
    }
  }

  /** A group of suites as one source, of which the newest version of a package counts. */
  Layer layer(List<String> names) throws IOException {
    List<Suite> suites = new ArrayList<>();
    for (String name : names) {
      suites.add(suite(name));
    }
    return new Layer(String.join(" + ", names), suites);
  }

  /** The architecture whose packages are here. */
  Architecture architecture() {
    return architecture;
  }

  /**
   * The same suites with another architecture's packages.
   *
   * @throws IOException when a suite is refused
   */
  Layer layer(Layer layer, Architecture other) throws IOException {
    if (other == architecture) {
      return layer;
    }
    List<Suite> suites = new ArrayList<>();
    for (Suite suite : layer.suites()) {
      suites.add(archive.load(suite.request(), other.debianName()));
    }
    return new Layer(layer.name(), suites);
  }

  private Suite suite(String name) throws IOException {
    SuiteOutcome outcome = outcomes.get(name);
    if (outcome instanceof SuiteOutcome.Refused refused) {
      throw refused.reason();
    }
    if (outcome instanceof SuiteOutcome.Loaded loaded) {
      return loaded.suite();
    }
    throw new IllegalArgumentException("suite " + name + " is not described");
  }
}
