package org.boot2docker.fuzz;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.boot2docker.formats.compress.Decompression;
import org.boot2docker.formats.cpio.CpioFiles;
import org.boot2docker.formats.cpio.CpioIndex;
import org.boot2docker.formats.cpio.CpioReader;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.elf.ElfReader;
import org.boot2docker.formats.fat.FatReader;
import org.boot2docker.formats.fat.FatVolume;
import org.boot2docker.formats.fat.FatWriter;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.kmod.ModuleSet;
import org.boot2docker.formats.pe.PeProgram;
import org.boot2docker.formats.service.ServiceSet;
import org.boot2docker.formats.testing.TestStub;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.Manifest;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The formats of images. */
final class FormatTargets {
  private static final String RELEASE = "6.12.0";
  private static final String MODULES = "usr/lib/modules/" + RELEASE + "/";
  private static final long FAT_BYTES = 64 << 10;

  private FormatTargets() {}

  static List<Target> all() {
    byte[] cpio =
        Samples.written(
            out -> new CpioWriter(FileOrder.BY_PATH, Samples.TIME).write(Samples.tree(), out));
    byte[] elf = Samples.made(() -> Files.readAllBytes(Path.of("/bin/true")));
    return List.of(
        Target.of("cpio", List.of(cpio), FormatTargets::cpio, IOException.class),
        Target.of("fat", List.of(fat()), FatReader::read, IOException.class),
        Target.of(
            "iso",
            List.of(Samples.made(FormatTargets::iso)),
            Samples.file("fuzz.iso", FormatTargets::readIso),
            IOException.class),
        Target.of("elf", List.of(elf), FormatTargets::elf, IOException.class),
        Target.of("pe", List.of(TestStub.bytes()), FormatTargets::pe, IOException.class),
        Target.of(
            "module",
            List.of(Samples.made(FormatTargets::moduleFile)),
            FormatTargets::module,
            IOException.class),
        Target.of(
            "services",
            Samples.texts(
                "# A service.\n"
                    + "command=/usr/bin/dockerd -H fd://\n"
                    + "needs=disk network\n"
                    + "ready=exit:60\n"
                    + "restart=no\n"
                    + "log-limit=64\n"
                    + "listen=/run/docker.sock 0660 docker\n"),
            input -> ServiceSet.of(Map.of("a.service", Samples.text(input)))),
        Target.of(
            "decompression",
            List.of(
                cpio,
                compressed(cpio, ZstdOutputStreamNoFinalizer::new),
                compressed(cpio, out -> new XZOutputStream(out, new LZMA2Options(1))),
                compressed(cpio, GZIPOutputStream::new)),
            input ->
                Decompression.open(new ByteArrayInputStream(input))
                    .transferTo(OutputStream.nullOutputStream()),
            IOException.class),
        Target.of(
            "manifest",
            Samples.texts(
                "{\"name\":\"a\",\"version\":\"28.5.2\",\"architecture\":\"amd64\","
                    + "\"profile\":\"default\",\"kernel\":\"6\",\"created\":\"now\","
                    + "\"cmdline\":\"\",\"parts\":[],\"packages\":[]}"),
            Manifest::fromJson,
            IOException.class));
  }

  /** A compression. */
  @FunctionalInterface
  private interface Compressor {
    OutputStream into(OutputStream out) throws IOException;
  }

  private static byte[] compressed(byte[] bytes, Compressor compressor) {
    return Samples.written(
        out -> {
          try (OutputStream compressed = compressor.into(out)) {
            compressed.write(bytes);
          }
        });
  }

  private static void pe(byte[] input) throws IOException {
    PeProgram.extend(input, TestStub.AMD64, Map.of(".linux", Content.of("kernel"))).sum();
  }

  private static void cpio(byte[] input) throws IOException {
    CpioIndex.read(new ByteArrayInputStream(input));
    CpioReader.read(new ByteArrayInputStream(input));
    CpioFiles.read(new ByteArrayInputStream(input), Content::size);
  }

  private static byte[] fat() {
    FatVolume volume =
        new FatVolume(
            new FileTree()
                .makeDirectory("EFI")
                .putFile("EFI/long file name.efi", Content.of(new byte[3000])),
            "B2D",
            Samples.TIME);
    return Samples.made(
        () -> FatWriter.write(volume, FatWriter.sizeFor(volume.files(), FAT_BYTES)));
  }

  /** By another tool, with what ours doesn't write. */
  private static byte[] iso() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fuzz");
    Path root = Files.createDirectories(folder.resolve("root/boot/deep"));
    Files.writeString(root.resolve("a long name.txt"), "hello");
    Path iso = folder.resolve("fuzz.iso");
    run(folder, "genisoimage", "-quiet", "-R", "-J", "-no-pad", "-o", iso.toString(), "root");
    return Files.readAllBytes(iso);
  }

  private static void readIso(Path file) throws IOException {
    FileTree files = IsoReader.read(file).files();
    for (String path : files.entries().keySet()) {
      if (files.file(path).isPresent()) {
        Content content = files.file(path).get().content();
        content.open().close();
      }
    }
  }

  private static void elf(byte[] input) throws IOException {
    ElfReader.read(Content.of(input));
    ElfReader.imports(Content.of(input));
  }

  private static byte[] moduleFile() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fuzz");
    Files.writeString(folder.resolve("info"), "name=a\0depends=\0license=GPL\0alias=pci:v*\0");
    run(folder, "objcopy", "--add-section", ".modinfo=info", "/bin/true", "a.ko");
    return Files.readAllBytes(folder.resolve("a.ko"));
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    int exit = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(command[0] + " ends with " + exit);
    }
  }

  private static void module(byte[] input) throws IOException {
    FileTree tree =
        new FileTree()
            .putFile(MODULES + "modules.order", Content.of("kernel/a.ko\n"))
            .putFile(MODULES + "modules.builtin", Content.of(""))
            .putFile(MODULES + "modules.builtin.modinfo", Content.of(""))
            .putFile(MODULES + "kernel/a.ko", Content.of(input));
    ModuleSet.of(tree, RELEASE).closure(List.of("a"));
  }
}
