package org.boot2docker.builder.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.compile.SourceTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {
  @TempDir Path directory;

  @Test
  void whatTarPackedIsUnpackedButForTextsAndOtherDeviceTrees() throws Exception {
    Path source = directory.resolve("linux-1");
    for (String path :
        List.of(
            "Makefile",
            "arch/Kconfig",
            "arch/x86/Kconfig",
            "arch/arm64/Kconfig",
            "arch/arm64/boot/dts/a.dts",
            "Documentation/Kconfig",
            "Documentation/a.rst")) {
      Files.createDirectories(source.resolve(path).getParent());
      Files.writeString(source.resolve(path), path);
    }
    Files.createSymbolicLink(source.resolve("arch/x86/link"), Path.of("../Kconfig"));
    assertThat(source.resolve("Makefile").toFile().setExecutable(true)).isTrue();
    Path root = directory.resolve("root");

    unpack(tar("linux-1"), root);

    assertThat(root.resolve("Makefile")).hasContent("Makefile").isExecutable();
    assertThat(root.resolve("arch/x86/Kconfig")).exists();
    assertThat(root.resolve("arch/x86/link")).isSymbolicLink().hasContent("arch/Kconfig");
    assertThat(root.resolve("arch/arm64/Kconfig")).exists();
    assertThat(root.resolve("arch/arm64/boot/dts/a.dts")).doesNotExist();
    assertThat(root.resolve("Documentation/Kconfig")).exists();
    assertThat(root.resolve("Documentation/a.rst")).doesNotExist();
  }

  @Test
  void aNameMayBeginWithADot() throws Exception {
    Files.createDirectories(directory.resolve("linux-1/kernel"));
    Files.writeString(directory.resolve("linux-1/kernel/a.c"), "a");
    Path root = directory.resolve("root");

    unpack(tar("./linux-1"), root);

    assertThat(root.resolve("kernel/a.c")).hasContent("a");
  }

  @Test
  void aPathThatLeadsOutIsRefused() throws Exception {
    Files.createDirectories(directory.resolve("linux-1"));
    Files.writeString(directory.resolve("linux-1/a"), "x");
    byte[] archive = tar("linux-1", "--transform", "s,linux-1/a,linux-1/../../evil,", "-P");

    assertThatThrownBy(() -> unpack(archive, directory.resolve("root")))
        .hasMessageContaining("outside");
    assertThat(directory.resolve("evil")).doesNotExist();
  }

  @Test
  void aLinkThatLeadsOutIsRefused() throws Exception {
    Files.createDirectories(directory.resolve("linux-1"));
    Files.createSymbolicLink(directory.resolve("linux-1/a"), Path.of("../../etc"));

    assertThatThrownBy(() -> unpack(tar("linux-1"), directory.resolve("root")))
        .hasMessageContaining("outside");
  }

  @Test
  void whatHasNoContentOfItsOwnIsNotTakenForAnEmptyFile() throws Exception {
    Files.createDirectories(directory.resolve("linux-1"));
    Files.writeString(directory.resolve("linux-1/a"), "x");
    Files.createLink(directory.resolve("linux-1/b"), directory.resolve("linux-1/a"));

    assertThatThrownBy(() -> unpack(tar("linux-1"), directory.resolve("root")))
        .hasMessageMatching(".*\\blinux-1/[ab]\\b.*");
  }

  @Test
  void anArchiveThatIsCutOffIsAnError() throws Exception {
    Files.createDirectories(directory.resolve("linux-1"));
    Files.writeString(directory.resolve("linux-1/a"), "x".repeat(100_000));
    byte[] archive = tar("linux-1");
    byte[] half = java.util.Arrays.copyOf(archive, archive.length / 2);

    assertThatThrownBy(() -> unpack(half, directory.resolve("root")))
        .isInstanceOf(IOException.class);
  }

  private void unpack(byte[] archive, Path root) throws IOException {
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      InputStream in = new ByteArrayInputStream(archive);
      new SourceTree(root, new SourcePaths("x86_64"), cancellation).unpack(in);
    }
  }

  private byte[] tar(String name, String... options) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("tar", "-cJf", "-"));
    command.addAll(List.of(options));
    command.add(name);
    Process tar = new ProcessBuilder(command).directory(directory.toFile()).start();
    byte[] archive = tar.getInputStream().readAllBytes();
    assertThat(tar.waitFor()).isZero();
    return archive;
  }
}
