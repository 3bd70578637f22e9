package org.boot2docker.builder.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionReaderTest {
  private static final Path DISTRO = Path.of("..", "distro");

  @TempDir Path directory;

  @BeforeEach
  void copyTheDistribution() throws IOException {
    try (Stream<Path> walk = Files.walk(DISTRO)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Path copy = directory.resolve(DISTRO.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void theShippedDescriptionIsRead() throws IOException {
    Description description =
        DescriptionReader.read(DISTRO, List.of(), "default", Architecture.AMD64);
    assertThat(description.base()).isInstanceOf(BaseSpec.Packaged.class);
    assertThat(description.base().packageName()).isEqualTo("linux-image-amd64");
    assertThat(((BaseSpec.Packaged) description.base()).modules())
        .contains("overlay", "virtio_net", "e1000e");
    assertThat(description.suites().get("testing").grace()).isEqualTo(Duration.ofDays(42));
    assertThat(description.suites().get("trixie").grace()).isZero();
    assertThat(description.docker().suites().get(0)).containsExactly("testing");
    assertThat(description.rootfs().attributes().get("etc/shadow").mode()).isEqualTo(0640);
    assertThat(description.iso().compression()).isEqualTo(IsoSpec.Compression.ZSTD);
  }

  @Test
  void theArchitectureFillsThePlaceholdersAndChoosesTheLoaders() throws IOException {
    Description description =
        DescriptionReader.read(DISTRO, List.of(), "default", Architecture.ARM64);
    assertThat(description.base().packageName()).isEqualTo("linux-image-arm64");
    assertThat(description.iso().bios()).isEmpty();
    assertThat(description.iso().uefi().get(1).names()).containsExactly("grub-efi-arm64-signed");
    assertThat(description.iso().cmdline()).endsWith("console=ttyAMA0,115200");
  }

  /** A system that an update tries may be without init, which sets this later. */
  @ParameterizedTest
  @ValueSource(strings = {"default", "fast", "metal", "small"})
  void aPanicBeforeInitRestartsTheMachine(String profile) throws IOException {
    Description description =
        DescriptionReader.read(DISTRO, List.of(), profile, Architecture.AMD64);
    assertThat(description.iso().cmdline().split(" ")).contains("panic=10");
  }

  @ParameterizedTest
  @CsvSource({
    "default,AMD64,linuxx64.efi.stub",
    "small,AMD64,linuxx64.efi.stub",
    "default,ARM64,linuxaa64.efi.stub"
  })
  void aUnifiedKernelImageTakesThePlaceOfTheLoaderForUefi(
      String profile, Architecture architecture, String stub) throws IOException {
    Description description = DescriptionReader.read(DISTRO, List.of(), profile, architecture);
    IsoSpec unified = description.unified().iso();
    assertThat(unified.uefi()).hasSize(1);
    assertThat(unified.uefi().get(0).names()).containsExactly("systemd-boot-efi");
    assertThat(unified.uefi().get(0).wanted().test("usr/lib/systemd/boot/efi/" + stub)).isTrue();
    assertThat(unified.bios()).isEqualTo(description.iso().bios());
  }

  @Test
  void aDescriptionWithoutAStubSaysSo(@TempDir Path mine) throws IOException {
    Path file =
        Files.writeString(mine.resolve("mine.yaml"), "iso: {loaders: {amd64: {uki: []}}}\n");
    Description description =
        DescriptionReader.read(DISTRO, List.of(file), "default", Architecture.AMD64);
    assertThatThrownBy(description::unified)
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("iso.loaders.ARCHITECTURE.uki");
  }

  @Test
  void whatIsForOtherArchitecturesIsLeftOut() throws IOException {
    assertThat(modules("default", Architecture.AMD64))
        .contains("crc32c-intel", "button")
        .doesNotContain("gpio-keys");
    assertThat(modules("default", Architecture.ARM64))
        .contains("gpio-keys", "button")
        .doesNotContain("crc32c-intel", "crc32c-intel [amd64]");
    assertThat(packages(Architecture.AMD64)).contains(List.of("intel-microcode"));
    assertThat(packages(Architecture.ARM64)).doesNotContain(List.of("intel-microcode"));
  }

  @Test
  void aPackageWhoseFilesAreAllForAnotherArchitectureIsLeftOut(@TempDir Path mine)
      throws IOException {
    Path file =
        Files.writeString(
            mine.resolve("image.yaml"),
            """
            rootfs:
              +packages:
                - name: mine
                  files: ["usr/bin/mine-x86 [amd64]"]
              +libraries: ["libmine [amd64]"]
            """);
    for (Architecture architecture : Architecture.values()) {
      List<PackageSpec> packages =
          DescriptionReader.read(DISTRO, List.of(file), "default", architecture)
              .rootfs()
              .packages();
      assertThat(packages.stream().anyMatch(each -> each.names().equals(List.of("mine"))))
          .as(architecture.debianName())
          .isEqualTo(architecture == Architecture.AMD64);
      List<String> libraries =
          DescriptionReader.read(DISTRO, List.of(file), "default", architecture)
              .rootfs()
              .libraries()
              .stream()
              .map(LibrarySpec::name)
              .filter(name -> name.contains("libmine"))
              .toList();
      assertThat(libraries)
          .isEqualTo(architecture == Architecture.AMD64 ? List.of("libmine") : List.of());
    }
  }

  private static List<String> modules(String profile, Architecture architecture)
      throws IOException {
    Description read = DescriptionReader.read(DISTRO, List.of(), profile, architecture);
    return ((BaseSpec.Packaged) read.base()).modules();
  }

  private static List<List<String>> packages(Architecture architecture) throws IOException {
    return DescriptionReader.read(DISTRO, List.of(), "metal", architecture)
        .rootfs()
        .packages()
        .stream()
        .map(PackageSpec::names)
        .toList();
  }

  @Test
  void aRegistryOfTheDescriptionIsNotReplacedByTheUsualOne(@TempDir Path mine) throws IOException {
    Path file = Files.writeString(mine.resolve("mine.yaml"), "iso: {registry: registry.maker}\n");

    assertThat(read("default", file).withRegistry(Optional.of("mirror")).containers().registry())
        .contains("registry.maker");
    assertThat(read("default").withRegistry(Optional.of("mirror")).containers().registry())
        .contains("mirror");
  }

  @Test
  void anArchitectureThatThereIsNotIsNamed() throws IOException {
    change("- name: busybox\n", "- name: busybox [m68k]\n");
    assertThatThrownBy(() -> read("default"))
        .hasMessageContainingAll("busybox [m68k]", "amd64 or arm64");
  }

  @Test
  void anUnknownKeyIsNamedWithItsLine() throws IOException {
    change("name: boot2docker\n", "name: boot2docker\nnmae: x\n");
    assertThatThrownBy(() -> read("default"))
        .hasMessageContaining("boot2docker.yaml:9: nmae is not a known key: did you mean name?");
  }

  @Test
  void aSuiteThatIsNotDescribedIsNamed() throws IOException {
    change("stable: [trixie,", "stable: [woody,");
    assertThatThrownBy(() -> read("default")).hasMessageContainingAll("stable[0]", "woody");
  }

  @Test
  void aMissingKeyIsNamed() throws IOException {
    change("  kernel: linux-image-{arch}\n", "");
    assertThatThrownBy(() -> read("default")).hasMessageContainingAll("base ", "key kernel");
  }

  @Test
  void brokenYamlIsNamedWithItsLine() throws IOException {
    Files.writeString(directory.resolve("boot2docker.yaml"), "name: [a\nb: }\n");
    assertThatThrownBy(() -> read("default")).hasMessageContaining("boot2docker.yaml:2: ");
  }

  @Test
  void aMissingFileSaysHowToNameAnother() throws IOException {
    assertThatThrownBy(
            () ->
                DescriptionReader.read(
                    directory.resolve("no"), List.of(), "default", Architecture.AMD64))
        .hasMessageContaining("--distro");
  }

  private Description read(String profile, Path... additions) throws IOException {
    return DescriptionReader.read(directory, List.of(additions), profile, Architecture.AMD64);
  }

  private void change(String from, String to) throws IOException {
    String text = Files.readString(DISTRO.resolve("boot2docker.yaml"));
    assertThat(text).contains(from);
    Files.writeString(directory.resolve("boot2docker.yaml"), text.replace(from, to));
  }
}
