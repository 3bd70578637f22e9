package org.boot2docker.formats.kmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.testing.Damage;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;

class ModuleSetTest {

  @Test
  void modulesComeAfterWhatTheyNeed() throws IOException {
    assertThat(names("ext4"))
        .containsExactly("mbcache", "jbd2", "crc32c_generic", "crc32c_intel", "ext4", "notify");
  }

  @Test
  void dashAndUnderscoreAreTheSame() throws IOException {
    assertThat(names("crc32c-generic")).containsExactly("crc32c_generic");
    assertThat(names("crc32c_intel")).containsExactly("crc32c_intel");
  }

  @Test
  void builtInModulesNeedNoFile() throws IOException {
    assertThat(names("virtio-pci", "mbcache")).containsExactly("mbcache");
  }

  @Test
  void anUnknownNameIsAnErrorThatNamesNearOnes() {
    assertThatThrownBy(() -> names("etx4"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("etx4", "/usr/lib/modules/6.1.0-test", "there is ext4");
    assertThatThrownBy(() -> names("virtio")).hasMessageContaining("there is virtio_pci");
    assertThatThrownBy(() -> names("something_else")).hasMessageContaining("built in");
  }

  @Test
  void whatIsLeftOutStaysWhereAnotherNeedsIt() throws IOException {
    ModuleSet set = ModuleSet.of(TestKernel.tree(), TestKernel.RELEASE);

    assertThat(namesWithout(set, "never-read", "ext4", "jbd2"))
        .containsExactlyInAnyOrder("crc32c-intel", "crc32c_generic", "mbcache", "notify", "tun");
    assertThat(namesWithout(set, "never-read", "jbd2", "mbcache")).contains("jbd2", "mbcache");
    assertThatThrownBy(() -> set.imageWithout(List.of("etx4")))
        .hasMessageContainingAll("etx4", "there is ext4");
  }

  private static List<String> namesWithout(ModuleSet set, String... names) throws IOException {
    return set.imageWithout(List.of(names)).entries().keySet().stream()
        .filter(path -> path.endsWith(".ko"))
        .map(path -> path.replaceAll(".*/|\\.ko", ""))
        .toList();
  }

  @Test
  void aMissingDependencyIsAnError() throws IOException {
    FileTree tree = TestKernel.tree();
    tree.remove(TestKernel.DIRECTORY + "/kernel/fs/mbcache.ko");
    assertThatThrownBy(() -> ModuleSet.of(tree, TestKernel.RELEASE).closure(List.of("ext4")))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(".*\\b(ext4|jbd2)\\b.*\\bmbcache\\b.*");
  }

  @Test
  void twoFilesOfOneModuleAreAnError() throws IOException {
    FileTree tree = TestKernel.tree();
    TestKernel.put(tree, "updates/ext4.ko", TestKernel.EXT4);
    assertThatThrownBy(() -> ModuleSet.of(tree, TestKernel.RELEASE))
        .hasMessageContainingAll("ext4", "twice");
  }

  @Test
  void aReleaseWithoutModulesIsAnError() throws IOException {
    FileTree tree = TestKernel.tree();
    assertThat(ModuleSet.releases(tree)).containsExactly(TestKernel.RELEASE);
    assertThatThrownBy(() -> ModuleSet.of(tree, "6.2"))
        .hasMessageContaining("/usr/lib/modules/6.2");
  }

  @Test
  void modulesAreUnpackedWithTheirSignatures() throws IOException {
    FileTree image = image("ext4");
    assertThat(
            image
                .file(TestKernel.DIRECTORY + "/kernel/fs/ext4/ext4.ko")
                .orElseThrow()
                .content()
                .bytes())
        .isEqualTo(TestKernel.EXT4);
    assertThat(image.entries().keySet()).noneMatch(path -> path.endsWith(".xz"));
  }

  @Test
  void modulesTellWhatTheyAre() throws IOException {
    List<KernelModule> modules = set().closure(List.of("ext4"));
    ModuleInfo ext4 = modules.get(4).info();
    assertThat(ext4.license()).contains("GPL");
    assertThat(ext4.aliases()).containsExactly("fs-ext4");
    assertThat(ext4.depends()).containsExactly("jbd2", "mbcache");
    assertThat(ext4.softDependencies())
        .isEqualTo(new SoftDependencies(List.of("crypto-crc32c"), List.of("notify", "missing")));
    assertThat(modules.get(5).info().firmware()).containsExactly("a.bin", "b.bin");
    assertThat(modules.get(0).symbols()).containsExactly("mb_cache_create", "mb_cache_get");
  }

  @Test
  void aDamagedModuleIsNamed() throws IOException {
    FileTree tree = TestKernel.tree();
    byte[] packed = TestKernel.xz(TestKernel.EXT4);
    TestKernel.put(tree, "kernel/fs/ext4/ext4.ko.xz", Arrays.copyOf(packed, 100));
    TestKernel.put(tree, "kernel/fs/mbcache.ko", new byte[10]);
    ModuleSet set = ModuleSet.of(tree, TestKernel.RELEASE);
    assertThatThrownBy(() -> set.closure(List.of("ext4")))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            "kernel module: /usr/lib/modules/6.1.0-test/kernel/fs/ext4/ext4.ko");
    assertThatThrownBy(() -> set.closure(List.of("mbcache")))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("mbcache.ko", "elf", "byte 0");
  }

  @Test
  void damageIsFoundOrHarmless() {
    Damage.check(
        TestKernel.EXT4,
        5000,
        bytes -> {
          ModuleInfo info = new ModuleFile("x.ko", "x.ko", Content.of(bytes)).read().info();
          assertThat(info.depends()).doesNotContain("");
          info.softDependencies();
        });
  }

  private static List<String> names(String... wanted) throws IOException {
    return set().closure(List.of(wanted)).stream().map(KernelModule::name).toList();
  }

  private static FileTree image(String... wanted) throws IOException {
    return set().image(List.of(wanted));
  }

  private static ModuleSet set() throws IOException {
    return ModuleSet.of(TestKernel.tree(), TestKernel.RELEASE);
  }
}
