package org.boot2docker.builder.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is laid over the distribution's description: a profile, and files of the user's own. */
class ProfileTest {
  private static final Path DISTRO = Path.of("..", "distro");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"default", "docker-ce", "fast", "metal", "small"})
  void everyShippedProfileIsRead(String profile) throws IOException {
    assertThat(read(profile).profile()).isEqualTo(profile);
  }

  @Test
  void aTextIsReplacedAndTheRestStays() throws IOException {
    Description fast = read("fast");
    assertThat(fast.iso().compression()).isEqualTo(IsoSpec.Compression.ZSTD_FAST);
    assertThat(fast.docker()).isEqualTo(read("default").docker());
  }

  @Test
  void aProfileThatIsNotThereIsAnsweredWithThoseThatAre() {
    assertThatThrownBy(() -> read("nonsense"))
        .hasMessage("no profile nonsense: choose one of default, fast, docker-ce, metal, small");
    assertThatThrownBy(() -> read("fats")).hasMessage("no profile fats: did you mean fast?");
  }

  @Test
  void aListIsReplacedUnlessItsKeySaysPlusOrMinus() throws IOException {
    List<String> shipped = names(read("default"));
    Path mine =
        write(
            """
            stable: [trixie]
            rootfs:
              +libraries: [libfoo1]
              -packages: [rsync]
              -links: [etc/mtab]
            """);
    Description changed = read("default", mine);
    assertThat(changed.stable()).containsExactly("trixie");
    assertThat(names(changed)).hasSize(shipped.size() + 1).containsAll(shipped).endsWith("libfoo1");
    assertThat(changed.rootfs().links()).doesNotContainKey("etc/mtab").containsKey("bin");
    assertThat(changed.rootfs().packages())
        .extracting(PackageSpec::displayName)
        .doesNotContain("rsync")
        .contains("busybox", "iptables");
  }

  @Test
  void moreFilesOfAPackageThatIsThereAlreadyAreAdded() throws IOException {
    Path mine =
        write(
            """
            rootfs:
              +packages:
                - name: e2fsprogs
                  files: [usr/sbin/badblocks]
            """);
    List<PackageSpec> packages = read("default", mine).rootfs().packages();
    assertThat(packages)
        .filteredOn(spec -> spec.displayName().equals("e2fsprogs"))
        .singleElement()
        .satisfies(
            spec -> assertThat(spec.wanted()).accepts("usr/sbin/mke2fs", "usr/sbin/badblocks"));
  }

  @Test
  void anOwnProfileExtendsAShippedOneAndPathsStartAtTheFileThatNamesThem() throws IOException {
    Path mine =
        write(
            """
            profiles:
              mine:
                extends: fast
                rootfs:
                  +overlay: [files]
              fast:
                iso:
                  cmdline: quiet
            """);
    Path files = Files.createDirectories(directory.resolve("files"));
    Files.writeString(files.resolve("hello"), "x");
    Description description = read("mine", mine);
    assertThat(description.iso().compression()).isEqualTo(IsoSpec.Compression.ZSTD_FAST);
    assertThat(description.iso().cmdline()).isEqualTo("quiet");
    assertThat(description.rootfs().overlay().entries()).containsKeys("etc/passwd", "hello");
    assertThat(read("default", mine).rootfs().overlay().entries())
        .containsKey("etc/passwd")
        .doesNotContainKey("hello");
  }

  @Test
  void laterFilesAreLaidOverEarlierOnes() throws IOException {
    Path first = Files.writeString(directory.resolve("1.yaml"), "iso:\n  cmdline: one\n");
    Path second = Files.writeString(directory.resolve("2.yaml"), "iso:\n  cmdline: two\n");
    assertThat(read("default", first, second).iso().cmdline()).isEqualTo("two");
  }

  @Test
  void anErrorNamesTheFileTheLineAndTheKey() throws IOException {
    assertRefused(
        "rootfs:\n  +pakages:\n    - name: htop\n",
        ":3: rootfs.pakages is not a known key: did you mean packages?");
  }

  @Test
  void whatCanNotBeTakenOutIsNamed() throws IOException {
    assertRefused("rootfs:\n  -packages: [emacs]\n", ":2: rootfs.-packages[0] removes emacs");
  }

  @Test
  void aMappingTakesNoPlus() throws IOException {
    assertRefused("rootfs:\n  +links:\n    a: b\n", ":3: rootfs.+links adds to a mapping");
  }

  @Test
  void aListFileThatIsMissingIsNamedWithTheLineThatWantsIt() throws IOException {
    assertRefused("base:\n  +modules: [more]\n", ":2: base.modules[1] names the file more");
  }

  private void assertRefused(String description, String problem) throws IOException {
    Path mine = write(description);
    assertThatThrownBy(() -> read("default", mine)).hasMessageStartingWith(mine + problem);
  }

  @Test
  void aProfileThatExtendsItselfIsNamed() throws IOException {
    Path mine = write("profiles:\n  a: {extends: b}\n  b: {extends: a}\n");
    assertThatThrownBy(() -> read("a", mine))
        .hasMessage("the profile a extends itself: remove one extends of a, b");
  }

  @Test
  void aProfileThatExtendsAnUnknownOneIsNamedWithItsLine() throws IOException {
    Path mine = write("profiles:\n  a:\n    extends: samll\n");
    assertThatThrownBy(() -> read("a", mine))
        .hasMessage(
            mine
                + ":3: profiles.a.extends names the profile samll, which is not there:"
                + " did you mean small?");
  }

  private static List<String> names(Description description) {
    return description.rootfs().libraries().stream().map(LibrarySpec::name).toList();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("mine.yaml"), text);
  }

  private static Description read(String profile, Path... additions) throws IOException {
    return DescriptionReader.read(DISTRO, List.of(additions), profile, Architecture.AMD64);
  }
}
