package org.boot2docker.builder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.step.Timings;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a makefile in the place of the kernel's; the real one is built in a boot test. */
class KernelBuildTest {
  private static final String MAKEFILE =
      """
      allnoconfig olddefconfig:
      \tcp boot2docker.config .config
      bzImage:
      \tmkdir -p arch/x86/boot
      \techo x86 > arch/x86/boot/bzImage
      vmlinuz.efi:
      \tmkdir -p arch/arm64/boot
      \techo arm by $(CROSS_COMPILE)gcc > arch/arm64/boot/vmlinuz.efi
      modules:
      modules_install:
      \tmkdir -p "$(INSTALL_MOD_PATH)/lib/modules/6"
      \techo module > "$(INSTALL_MOD_PATH)/lib/modules/6/a.ko"
      """;

  @TempDir Path directory;

  @Test
  void aRelativeDirectoryIsOneOfThisProgramAndNotOfMake() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Path relative = here.relativize(directory).resolve("x/../work");
    assertThat(relative).isRelative();

    FileTree tree = build(Architecture.AMD64, relative);

    assertThat(text(tree, "boot/vmlinuz")).isEqualTo("x86\n");
    assertThat(text(tree, "usr/lib/modules/6/a.ko")).isEqualTo("module\n");
  }

  @Test
  void eachArchitecturesKernelIsTheOneThatMakeIsAskedFor() throws Exception {
    assertThat(text(build(Architecture.ARM64, directory.resolve("work")), "boot/vmlinuz"))
        .isEqualTo(
            Architecture.host() == Architecture.ARM64
                ? "arm by gcc\n"
                : "arm by aarch64-linux-gnu-gcc\n");
  }

  private FileTree build(Architecture architecture, Path work) throws Exception {
    Path source = Files.createDirectories(directory.resolve("linux-6"));
    Files.writeString(source.resolve("Makefile"), MAKEFILE);
    Process tar =
        new ProcessBuilder("tar", "-cJf", "linux.tar.xz", "linux-6")
            .directory(directory.toFile())
            .start();
    assertThat(tar.waitFor()).isZero();
    DistributionFile fragment = new DistributionFile("a.config", "CONFIG_A=y\n");
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      KernelBuild.Surroundings surroundings =
          new KernelBuild.Surroundings(
              Map.of("PATH", System.getenv("PATH")),
              directory.resolve("log"),
              1,
              (files, about) -> {},
              new Timings(),
              cancellation);
      BaseSpec.Source spec =
          new BaseSpec.Source(
              "linux-source", List.of(), List.of(fragment), List.of(), new Place("test"));
      return new KernelBuild(spec, architecture, surroundings)
          .run(Content.of(directory.resolve("linux.tar.xz")), work, Instant.EPOCH);
    }
  }

  private static String text(FileTree tree, String path) throws IOException {
    return new String(tree.file(path).orElseThrow().content().bytes());
  }
}
