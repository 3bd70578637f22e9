package org.boot2docker.debian.resolve;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.boot2docker.debian.resolve.PackagePool.Candidate;
import org.boot2docker.formats.text.NearNames;

/**
 * Chooses packages: roots first, then what they depend on, breadth first.
 *
 * <p>An alternative that is met already is kept; otherwise the first that can be met is taken, a
 * real package before one that provides the name, a lower layer before a higher, a newer version
 * before an older. A name is chosen once: there is no backtracking, so the result is easy to
 * foresee and always the same. Essential packages don't come in by themselves.
 */
public final class Resolver {
  private final PackagePool pool;
  private final String architecture;

  /**
   * A resolver.
   *
   * @param layers in the order of preference
   */
  public Resolver(List<Layer> layers, String architecture) {
    this.pool = new PackagePool(layers);
    this.architecture = architecture;
  }

  /**
   * Chooses the packages for these roots.
   *
   * @param assumed names of packages that no dependency has to bring in
   * @throws ResolutionException when a root is unknown or a dependency can't be met
   */
  public Resolution resolve(List<Root> roots, Set<String> assumed) throws IOException {
    Selection selection = new Selection(pool, architecture, assumed);
    for (Root root : roots) {
      selection.addRoot(root, find(root));
    }
    selection.complete();
    return selection.result();
  }

  private Candidate find(Root root) throws ResolutionException {
    List<Candidate> candidates = pool.named(root.name());
    if (candidates.isEmpty()) {
      throw unknown(root);
    }
    return candidates.stream()
        .filter(c -> root.layer().map(pool.layerName(c)::equals).orElse(true))
        .filter(c -> root.version().map(c.record().version()::equals).orElse(true))
        .findFirst()
        .orElseThrow(() -> unavailable(root, candidates));
  }

  private ResolutionException unknown(Root root) {
    List<String> near = NearNames.of(root.name(), pool.names());
    String layers = pool.layerNames().collect(Collectors.joining(", "));
    return new ResolutionException(
        "no package "
            + root.name()
            + " in "
            + layers
            + (near.isEmpty()
                ? ": check its name and the suites"
                : "; did you mean " + String.join(" or ", near) + "?"));
  }

  private static ResolutionException unavailable(Root root, List<Candidate> candidates) {
    return new ResolutionException(
        "no package "
            + root.name()
            + root.version().map(version -> " of version " + version).orElse("")
            + root.layer().map(layer -> " in " + layer).orElse("")
            + "; available: "
            + Selection.list(candidates));
  }
}
