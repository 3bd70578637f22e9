package org.boot2docker.guest.init.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModuleIndexTest {
  private static final String DEPENDENCIES =
      """
      kernel/net/virtio_net.ko: kernel/net/net_failover.ko kernel/net/failover.ko
      kernel/net/net_failover.ko: kernel/net/failover.ko
      kernel/net/failover.ko:
      kernel/lib/libcrc32c.ko:
      kernel/crypto/crc32c_generic.ko:
      kernel/arch/crc32c-intel.ko:
      kernel/net/nf_conntrack.ko: kernel/lib/libcrc32c.ko
      kernel/a.ko: kernel/b.ko
      kernel/b.ko: kernel/a.ko
      """;
  private static final String ALIASES =
      """
      # Aliases extracted from modules themselves.
      alias virtio:d00000001v* virtio_net
      alias crc32c crc32c_intel
      alias crc32c crc32c_generic
      alias fs-ext4 ext4
      alias pci:v00008086d*sv*sd*bc*sc*i* e1000
      alias pci:v00008086d0000100Esv*sd*bc*sc*i* e1000
      """;
  private static final String SOFT =
      """
      softdep libcrc32c pre: crc32c
      softdep virtio_net post: a
      """;

  private final ModuleIndex index =
      new ModuleIndex(
          DEPENDENCIES.getBytes(UTF_8),
          ALIASES.getBytes(UTF_8),
          SOFT,
          "kernel/drivers/virtio.ko\n".getBytes(UTF_8));

  @Test
  void loadsWhatAModuleNeedsBeforeIt() {
    assertThat(index.filesFor("net_failover"))
        .containsExactly("kernel/net/failover.ko", "kernel/net/net_failover.ko");
  }

  @Test
  void resolvesSoftDependenciesThroughAliasesOnBothSides() {
    assertThat(index.filesFor("nf_conntrack"))
        .containsExactly(
            "kernel/arch/crc32c-intel.ko",
            "kernel/crypto/crc32c_generic.ko",
            "kernel/lib/libcrc32c.ko",
            "kernel/net/nf_conntrack.ko");
    assertThat(index.filesFor("virtio-net")).endsWith("kernel/b.ko", "kernel/a.ko");
  }

  @Test
  void endsOnDependenciesThatGoRoundInACircle() {
    assertThat(index.filesFor("a")).containsExactly("kernel/b.ko", "kernel/a.ko");
  }

  @Test
  void findsTheDriverOfADeviceOnce() {
    String card = "pci:v00008086d0000100Esv00001AF4sd00001100bc02sc00i00";
    assertThat(index.modulesFor(card)).containsExactly("e1000");
    assertThat(index.modulesFor("virtio:d00000001v00001AF4")).containsExactly("virtio_net");
    assertThat(index.modulesFor("virtio:d00000002v00001AF4")).isEmpty();
  }

  @Test
  void knowsModulesUnderEitherSpellingAndBuiltInOnes() {
    assertThat(index.knows("crc32c_intel")).isTrue();
    assertThat(index.knows("crc32c-intel")).isTrue();
    assertThat(index.knows("virtio")).isTrue();
    assertThat(index.filesFor("virtio")).isEmpty();
    assertThat(index.knows("zfs")).isFalse();
  }
}
