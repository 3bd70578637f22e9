package org.boot2docker.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;

class DirectBootTest {
  private static IsoSpec spec(String... uefi) {
    PackageSpec loader = new PackageSpec(List.of(uefi), false, List.of(), new Place("x.yaml:1"));
    return new IsoSpec(
        IsoSpec.Compression.ZSTD,
        IsoSpec.Filters.NONE,
        List.of(),
        List.of(),
        "",
        new FileTree(),
        List.of(),
        List.of(loader),
        List.of(),
        false);
  }

  @Test
  void onlySystemdBootReadsTheFatImage() {
    assertThat(DirectBoot.isWanted(spec("systemd-boot-efi"))).isTrue();
    assertThat(DirectBoot.isWanted(spec("grub-efi-amd64-signed"))).isFalse();
  }

  @Test
  void whatDoesNotFitIsSaidWithARemedy() throws BuildException {
    DirectBoot.requireRoom(DirectBoot.MOST_BYTES);
    assertThatThrownBy(() -> DirectBoot.requireRoom(DirectBoot.MOST_BYTES + 1))
        .isInstanceOf(BuildException.class)
        .hasMessageContainingAll(
            "511 MiB", "holds 511: leave container images out, or boot with GRUB");
  }
}
