package org.boot2docker.debian.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.debian.archive.Release;
import org.boot2docker.debian.archive.Suite;
import org.boot2docker.debian.archive.SuiteRequest;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.control.Stanza;
import org.boot2docker.debian.control.StanzaReader;
import org.boot2docker.debian.control.Version;
import org.junit.jupiter.api.Test;

class ResolverTest {

  @Test
  void dependenciesComeInDepthAndOnce() throws IOException {
    assertThat(
            resolve(
                "docker.io",
                "docker.io 28 | Depends: runc, libc6 (>= 2.38)",
                "runc 1.3 | Depends: libc6, libseccomp2",
                "libseccomp2 2.6 | Pre-Depends: libc6",
                "libc6 2.41 |",
                "unrelated 1 |"))
        .containsExactly("docker.io 28", "libc6 2.41", "libseccomp2 2.6", "runc 1.3");
  }

  @Test
  void whatIsNoDependencyIsSaidWithItsPackage() {
    assertThatThrownBy(() -> resolve("a", "a 1 | Depends: b (= ${binary:Version})", "b 1 |"))
        .isInstanceOf(ResolutionException.class)
        .hasMessageContaining("a_1_amd64 from suite trixie");
  }

  @Test
  void loopsEnd() throws IOException {
    assertThat(resolve("a", "a 1 | Depends: b", "b 1 | Depends: a")).containsExactly("a 1", "b 1");
  }

  @Test
  void theFirstAlternativeThatExistsIsTaken() throws IOException {
    String[] pool = {"a 1 | Depends: gone | b | c", "b 1 |", "c 1 |", "d 1 | Depends: c"};
    assertThat(resolve("a", pool)).containsExactly("a 1", "b 1");
    assertThat(resolve("d a", pool))
        .as("one that is chosen already")
        .contains("c 1")
        .doesNotContain("b 1");
  }

  @Test
  void anAlternativeWithAnUnmetVersionIsPassedOver() throws IOException {
    assertThat(resolve("a", "a 1 | Depends: b (>= 2) | c", "b 1 |", "c 1 |"))
        .containsExactly("a 1", "c 1");
  }

  @Test
  void realPackagesComeBeforeProvidersAndThoseByName() throws IOException {
    assertThat(resolve("a", "a 1 | Depends: awk", "mawk 1 | Provides: awk", "awk 9 |"))
        .containsExactly("a 1", "awk 9");
    assertThat(
            resolve("a", "a 1 | Depends: awk", "mawk 1 | Provides: awk", "gawk 1 | Provides: awk"))
        .containsExactly("a 1", "gawk 1");
  }

  @Test
  void aVersionedRelationNeedsAVersionedProvides() throws IOException {
    assertThat(
            resolve(
                "a",
                "a 1 | Depends: api (>= 2)",
                "b 1 | Provides: api",
                "c 1 | Provides: api (= 1)",
                "d 1 | Provides: api (= 3), other"))
        .containsExactly("a 1", "d 1");
  }

  @Test
  void theNewestVersionOfALayerCounts() throws IOException {
    Suite stable = suite("trixie", "openssl 3.5.1 |", "openssl 3.5.1~rc1 |");
    Suite security = suite("trixie-security", "openssl 3.5.1+deb13u1 |");
    PackageRecord chosen =
        new Resolver(List.of(new Layer("trixie", List.of(stable, security))), "amd64")
            .resolve(List.of(new Root("openssl")), Set.of())
            .get("openssl")
            .orElseThrow();
    assertThat(chosen.suite()).isEqualTo("trixie-security");
  }

  @Test
  void layersAreAskedInOrderUnlessARootNamesOne() throws IOException {
    Resolver resolver =
        new Resolver(
            List.of(
                new Layer(
                    "trixie",
                    List.of(suite("trixie", "docker.io 26 | Depends: libc6", "libc6 2.41 |"))),
                new Layer(
                    "testing",
                    List.of(
                        suite(
                            "testing",
                            "docker.io 28 | Depends: libc6 (>= 2.34), new",
                            "libc6 2.42 |",
                            "new 1 |")))),
            "amd64");
    assertThat(names(resolver.resolve(List.of(new Root("docker.io")), Set.of())))
        .containsExactly("docker.io 26", "libc6 2.41");
    assertThat(names(resolver.resolve(List.of(new Root("docker.io").from("testing")), Set.of())))
        .containsExactly("docker.io 28", "libc6 2.41", "new 1");
    assertThat(
            names(
                resolver.resolve(
                    List.of(new Root("docker.io").from("testing").filesOnly()), Set.of())))
        .containsExactly("docker.io 28");
  }

  @Test
  void aRootThatOneWantsForItsFilesAndAnotherWithDependenciesBringsThem() throws IOException {
    Resolver resolver = resolver("a 1 | Depends: b", "b 1 |");
    assertThat(names(resolver.resolve(List.of(new Root("a").filesOnly(), new Root("a")), Set.of())))
        .containsExactly("a 1", "b 1");
    assertThat(names(resolver.resolve(List.of(new Root("a"), new Root("a").filesOnly()), Set.of())))
        .containsExactly("a 1", "b 1");
  }

  @Test
  void aPinnedVersionIsTaken() throws IOException {
    Resolver resolver = resolver("a 1 |", "a 2 |");
    Root pinned = new Root("a", Optional.empty(), Optional.of(Version.parse("1")), true);
    assertThat(names(resolver.resolve(List.of(pinned), Set.of()))).containsExactly("a 1");
  }

  @Test
  void assumedPackagesAreNotBroughtIn() throws IOException {
    Resolver resolver = resolver("a 1 | Depends: debconf (>= 9) | debconf-2.0, b", "b 1 |");
    assertThat(names(resolver.resolve(List.of(new Root("a")), Set.of("debconf"))))
        .containsExactly("a 1", "b 1");
  }

  @Test
  void qualifiersForOtherArchitecturesAreNotMet() {
    assertThatThrownBy(() -> resolve("a", "a 1 | Depends: b:arm64", "b 1 |"))
        .isInstanceOf(ResolutionException.class);
  }

  @Test
  void anUnknownPackageComesWithNearNames() {
    assertThatThrownBy(() -> resolve("busybix", "busybox 1 |", "bash 1 |"))
        .isInstanceOf(ResolutionException.class)
        .hasMessageContainingAll("busybix", "trixie", "mean busybox?");
    assertThatThrownBy(() -> resolve("qqqqqqqq", "busybox 1 |"))
        .hasMessageContainingAll("qqqqqqqq", "trixie")
        .hasMessageNotContaining("?");
  }

  @Test
  void anUnmetDependencyShowsTheWayToIt() {
    assertThatThrownBy(
            () ->
                resolve(
                    "boot",
                    "boot 1 | Depends: docker.io",
                    "docker.io 28 | Depends: containerd (>= 1.7)",
                    "containerd 1.6 |"))
        .hasMessageContainingAll(
            "boot → docker.io → containerd (>= 1.7)", "containerd 1.6 in trixie");
  }

  @Test
  void aChoiceThatStandsInTheWayIsNamed() {
    assertThatThrownBy(
            () -> resolve("a b", "a 1 | Depends: c", "b 1 | Depends: c (<< 2)", "c 2 |", "c 1 |"))
        .hasMessageContaining("b → c (<< 2)")
        .hasMessageContainingAll("2", "a → c");
  }

  @Test
  void theOrderOfTheIndexDoesNotMatter() throws IOException {
    List<String> pool =
        new ArrayList<>(
            List.of(
                "a 1 | Depends: x", "c 1 | Provides: x", "b 1 | Provides: x", "b 2 | Provides: x"));
    Set<List<String>> results = new java.util.HashSet<>();
    for (int i = 0; i < pool.size(); i++) {
      java.util.Collections.rotate(pool, 1);
      results.add(resolve("a", pool.toArray(String[]::new)));
    }
    assertThat(results).containsExactly(List.of("a 1", "b 2"));
  }

  private static List<String> resolve(String roots, String... pool) throws IOException {
    List<Root> wanted = List.of(roots.split(" ")).stream().map(Root::new).toList();
    return names(resolver(pool).resolve(wanted, Set.of()));
  }

  private static List<String> names(Resolution resolution) {
    return resolution.packages().stream().map(p -> p.name() + " " + p.version()).toList();
  }

  private static Resolver resolver(String... pool) throws IOException {
    return new Resolver(List.of(new Layer("trixie", List.of(suite("trixie", pool)))), "amd64");
  }

  /** Packages written as {@code name version | Field: value}. */
  private static Suite suite(String name, String... packages) throws IOException {
    List<PackageRecord> records = new ArrayList<>();
    for (String line : packages) {
      String[] parts = line.split("\\|", 2);
      String[] words = parts[0].strip().split(" ");
      Stanza stanza =
          StanzaReader.parse(
                  "Package: "
                      + words[0]
                      + "\nVersion: "
                      + words[1]
                      + "\nArchitecture: amd64\n"
                      + "Filename: pool/x.deb\nSize: 1\nSHA256: "
                      + "0".repeat(64)
                      + "\n"
                      + parts[1].strip(),
                  "test")
              .get(0);
      records.add(PackageRecord.of(stanza, name));
    }
    Release release =
        new Release(
            "stable",
            name,
            "13",
            Instant.EPOCH,
            Optional.empty(),
            Set.of("amd64"),
            true,
            true,
            Map.of());
    return new Suite(
        new SuiteRequest(name), release, URI.create("file:///archive/"), Set.of(), records);
  }
}
