package org.boot2docker.builder.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.cpio.CpioReader;
import org.boot2docker.formats.cpio.InitramfsInput;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrocodeTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");
  private static final String INTEL = "kernel/x86/microcode/GenuineIntel.bin";
  private static final String AMD = "kernel/x86/microcode/AuthenticAMD.bin";

  @TempDir Path directory;

  private static FileTree system() {
    return new FileTree()
        .putFile("usr/sbin/init", Content.of("init"))
        .putFile("usr/lib/firmware/amd-ucode/README", Content.of("read me"));
  }

  private static FileTree withMicrocode(int length) {
    return system()
        .putFile("usr/lib/firmware/intel-ucode/06-55-04", Content.of("<older>"))
        .putFile("usr/lib/firmware/intel-ucode/06-8f-08", Content.of("<newer>"))
        .putFile("usr/lib/firmware/intel-ucode/06-8f-07", Content.of("<newer>"))
        .putFile("usr/lib/firmware/amd-ucode/microcode_amd.bin", Content.of("<amd>"))
        .putFile(
            "usr/lib/firmware/amd-ucode/microcode_amd_fam19h.bin", Content.of("x".repeat(length)));
  }

  private Path initramfs(FileTree tree) throws IOException {
    IsoSpec spec =
        new IsoSpec(
            IsoSpec.Compression.ZSTD_FAST,
            IsoSpec.Filters.NONE,
            List.of(),
            List.of(),
            "",
            new FileTree(),
            List.of(),
            List.of(),
            List.of(),
            false);
    Path file = directory.resolve("initrd.img");
    new Initramfs(spec, Architecture.AMD64, 1)
        .write(tree, TIME, file, directory, BuildListener.SILENT);
    return file;
  }

  /** GNU cpio reads the first archive only, and nothing that is compressed. */
  private String cpio(Path initramfs, String... arguments) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of("cpio", "--quiet"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectInput(initramfs.toFile()).start();
    return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
  }

  @Test
  void microcodeComesFirstAndNotCompressed() throws IOException {
    Path file = initramfs(withMicrocode(77));

    assertThat(cpio(file, "-it").lines())
        .startsWith("kernel", "kernel/x86", "kernel/x86/microcode")
        .contains(AMD, INTEL)
        .allMatch(path -> path.startsWith("kernel"));
    assertThat(cpio(file, "-i", "--to-stdout", INTEL)).isEqualTo("<older><newer>");
    assertThat(cpio(file, "-i", "--to-stdout", AMD)).isEqualTo("<amd>" + "x".repeat(77));
  }

  @Test
  void theRestFollowsAndHoldsNoneOfItASecondTime() throws IOException {
    Path file = initramfs(withMicrocode(77));

    assertThat(InitramfsInput.early(Content.of(file)) % 4).isZero();
    try (InputStream in = InitramfsInput.open(Content.of(file))) {
      FileTree all = CpioReader.read(in);
      assertThat(all.file("usr/sbin/init")).isPresent();
      assertThat(all.file("usr/lib/firmware/amd-ucode/README")).isPresent();
      assertThat(all.file("usr/lib/firmware/amd-ucode/microcode_amd.bin")).isEmpty();
      assertThat(all.file("usr/lib/firmware/intel-ucode/06-55-04")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5, 9, 14, 77})
  void allOfItIsAlignedAsProcessorsWantIt(int length) throws IOException {
    String bytes = new String(Files.readAllBytes(initramfs(withMicrocode(length))), ISO_8859_1);

    assertThat(bytes.indexOf("<amd>") % 16).isZero();
    assertThat(bytes.indexOf("<older>") % 16).isZero();
  }

  @Test
  void withoutMicrocodeThereIsNoSuchArchive() throws IOException {
    assertThat(InitramfsInput.early(Content.of(initramfs(system())))).isZero();
  }
}
