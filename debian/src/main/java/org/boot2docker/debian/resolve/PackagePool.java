package org.boot2docker.debian.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.boot2docker.debian.archive.Suite;
import org.boot2docker.debian.control.PackageRecord;

/** All packages of all layers, by name and by what they provide. */
final class PackagePool {

  /** A package and where it stands in the order of preference: smaller layers first. */
  record Candidate(int layer, PackageRecord record) {}

  private static final Comparator<Candidate> PREFERENCE =
      Comparator.comparingInt(Candidate::layer)
          .thenComparing(candidate -> candidate.record().version(), Comparator.reverseOrder());

  private static final Comparator<Candidate> PROVIDER_PREFERENCE =
      Comparator.comparingInt(Candidate::layer)
          .thenComparing(candidate -> candidate.record().name())
          .thenComparing(PREFERENCE);

  private final List<Layer> layers;
  private final Map<String, List<Candidate>> byName = new HashMap<>();
  private final Map<String, List<Candidate>> byProvided = new HashMap<>();

  PackagePool(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    for (int layer = 0; layer < layers.size(); layer++) {
      for (Suite suite : layers.get(layer).suites()) {
        for (PackageRecord found : suite.packages()) {
          add(new Candidate(layer, found));
        }
      }
    }
    byName.values().forEach(candidates -> candidates.sort(PREFERENCE));
    byProvided.values().forEach(providers -> providers.sort(PROVIDER_PREFERENCE));
  }

  private void add(Candidate candidate) {
    byName.computeIfAbsent(candidate.record().name(), name -> new ArrayList<>()).add(candidate);
    candidate
        .record()
        .providedNames()
        .forEach(name -> byProvided.computeIfAbsent(name, key -> new ArrayList<>()).add(candidate));
  }

  /** Packages of this name, best first. */
  List<Candidate> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** Packages that provide this name, best first. */
  List<Candidate> providing(String name) {
    return byProvided.getOrDefault(name, List.of());
  }

  String layerName(Candidate candidate) {
    return layers.get(candidate.layer()).name();
  }

  Stream<String> layerNames() {
    return layers.stream().map(Layer::name);
  }

  Stream<String> names() {
    return byName.keySet().stream();
  }
}
