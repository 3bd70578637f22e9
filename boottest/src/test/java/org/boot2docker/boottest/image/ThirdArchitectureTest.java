package org.boot2docker.boottest.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostArchive;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.DescriptionReader;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.Suite;
import org.boot2docker.debian.archive.SuiteRequest;
import org.boot2docker.debian.resolve.Layer;
import org.boot2docker.debian.resolve.Resolution;
import org.boot2docker.debian.resolve.Resolver;
import org.boot2docker.debian.resolve.Root;
import org.junit.jupiter.api.Test;

/**
 * Debian has all packages of the image for a third architecture, too: nothing but what
 * docs/architectures.md lists keeps it from being built.
 */
class ThirdArchitectureTest {
  private static final String THIRD = "riscv64";

  @Test
  void debianHasThePackagesOfTheImageForRiscv() throws IOException {
    Suite suite = HostArchive.open().load(new SuiteRequest("trixie"), THIRD);
    Set<String> known =
        suite.packages().stream().map(each -> each.name()).collect(Collectors.toSet());
    Description description =
        DescriptionReader.read(BuiltImage.distribution(), List.of(), "default", Architecture.ARM64);

    List<Root> roots = new ArrayList<>();
    roots.add(new Root("linux-image-" + THIRD).filesOnly());
    for (PackageSpec each :
        Stream.concat(
                description.rootfs().packages().stream(),
                description.docker().contents().packages().stream())
            .toList()) {
      String name = each.names().stream().filter(known::contains).findFirst().orElse("");
      assertThat(name).as("the first of %s that there is for %s", each.names(), THIRD).isNotEmpty();
      Root root = new Root(name);
      roots.add(each.dependencies() ? root : root.filesOnly());
    }
    Resolution resolved =
        new Resolver(List.of(new Layer("trixie", List.of(suite))), THIRD).resolve(roots, Set.of());

    assertThat(resolved.packages()).hasSizeGreaterThan(roots.size());
    assertThat(resolved.packages().stream().map(each -> each.architecture()))
        .contains(THIRD)
        .isSubsetOf(THIRD, "all");
  }
}
