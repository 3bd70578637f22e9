package org.boot2docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.boot2docker.formats.compress.Compression;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.formats.cpio.CpioEditor;
import org.boot2docker.formats.cpio.CpioReader;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.guest.programs.filter.Filter;
import org.boot2docker.guest.programs.filter.FilteredProgram;
import org.boot2docker.guest.programs.filter.ProgramArray;
import org.boot2docker.image.Manifest.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptBootFilesTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");
  private static final String LIST = FilteredProgram.LIST.substring(1);
  private static final String PROGRAM = "usr/bin/program";
  private static final String SECOND_NAME = "usr/bin/second";
  private static final String MODULE = "usr/lib/modules/6.12/kernel/a.ko";

  /** A signature of nine bytes, as {@code struct module_signature} says. */
  private static final String SIGNED_MODULE =
      "ELFsignature\0\0\2\0\0\0\0\0\0\0\0\11~Module signature appended~\n";

  /** With 100 MB of files: more than enough for them twice and the kernel; enough to boot. */
  private static final int MUCH = 1024;

  private static final int LITTLE = 256;

  @TempDir private Path directory;

  private final List<String> said = new ArrayList<>();

  private BootFiles files(int memory) throws IOException {
    return new KeptBootFiles(directory.resolve("test.iso"), kept(), said::add)
        .forMemory(memory)
        .orElseThrow();
  }

  private Path kept() {
    return directory.resolve("boot");
  }

  @Test
  void withMuchMemoryTheKernelGetsThemUnpackedAndProgramsWhole() throws IOException {
    byte[] program = program();
    image(archive(program, true));

    BootFiles files = files(MUCH);

    FileTree tree = tree(files.initramfs());
    assertThat(tree.file(LIST)).as("the list of what is filtered").isEmpty();
    RegularFile whole = tree.file(PROGRAM).orElseThrow();
    assertThat(whole.content().bytes()).isEqualTo(program);
    assertThat(modes(files.initramfs()))
        .as("Linux takes the permissions that come with the last name of a file")
        .containsEntry(PROGRAM, 0755)
        .containsEntry(SECOND_NAME, 0755);
    assertThat(tree.file("etc/own").orElseThrow().content().bytes()).asString().isEqualTo("own\n");
    assertThat(files.commandLine(MUCH)).isEqualTo("words");
  }

  private void make(String machine) throws IOException {
    Path own = directory.resolve(machine);
    KeptBootFiles files =
        new KeptBootFiles(directory.resolve("test.iso"), own, Optional.of(store()), said::add);
    assertThat(files.forMemory(MUCH).orElseThrow().initramfs()).hasParent(own).exists();
  }

  private BootFileStore store() {
    return new BootFileStore(directory.resolve("store"));
  }

  private Object inode(String machine) throws IOException {
    return Files.getAttribute(directory.resolve(machine).resolve("initrd.cpio"), "unix:ino");
  }

  @Test
  void machinesOfAnImageShareItsFilesOnTheDisk() throws IOException {
    image(archive(program(), true));
    make("a");
    make("b");

    assertThat(inode("b")).isEqualTo(inode("a"));
    assertThat(said).as("unpacked once").hasSize(1);
    assertThat(BootFileStore.bytesOfLastNames(directory.resolve("a"))).isZero();
  }

  @Test
  void whatAMachineHasStaysWhenAnotherOneGetsAnotherImage() throws IOException {
    image(archive(program(), true));
    make("a");
    Object first = inode("a");

    image(archiveOfSignedModule());
    make("b");

    assertThat(inode("a")).isEqualTo(first).isNotEqualTo(inode("b"));
    Folders.delete(directory.resolve("a"));
    assertThat(store().prune()).as("what only a had").isPositive();
    assertThat(store().prune()).isZero();
    make("b");
    assertThat(said).as("unpacked once for each image").hasSize(2);
  }

  @Test
  void aFileThatWasChangedInItsPlaceIsMadeAgain() throws IOException {
    image(archive(program(), true));
    make("a");
    Path kernel = directory.resolve("a/vmlinuz");
    Files.setLastModifiedTime(kernel, FileTime.from(TIME));

    make("b");

    assertThat(Files.getLastModifiedTime(directory.resolve("b/vmlinuz")).toInstant())
        .isNotEqualTo(TIME);
    make("a");
    assertThat(inode("a")).isEqualTo(inode("b"));
  }

  @Test
  void whatSomebodyElseHasInTheStoreStays() throws IOException {
    image(archive(program(), true));
    make("a");
    Path photo = store().folder().resolve("photos/a.jpg");
    Files.createDirectories(photo.getParent());
    Files.writeString(photo, "x");
    Path named = store().folder().resolve("0123456789abcdef/a.jpg");
    Files.createDirectories(named.getParent());
    Files.writeString(named, "x");
    Folders.delete(directory.resolve("a"));

    assertThat(store().prune()).isPositive();

    assertThat(photo).exists();
    assertThat(named).exists();
  }

  @Test
  void withoutAPlaceForTheStoreAMachineHasFilesOfItsOwn() throws IOException {
    image(archive(program(), true));
    Files.writeString(store().folder(), "a file");

    make("a");

    assertThat(said).anyMatch(line -> line.contains("boot files of its own"));
  }

  @Test
  void aStoreInWhichAFileCannotBeReplacedIsNotUsed() throws IOException {
    image(archive(program(), true));
    make("a");
    Path kernel = inStore("vmlinuz");
    Files.delete(kernel);
    Files.createDirectories(kernel.resolve("somebody's"));

    make("b");

    assertThat(said).anyMatch(line -> line.contains("boot files of its own"));
  }

  private Path inStore(String name) throws IOException {
    try (Stream<Path> files = Files.find(store().folder(), 2, (file, is) -> file.endsWith(name))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aDamagedMarkIsMadeAgain() throws IOException {
    image(archive(program(), true));
    make("a");
    // The same file has two names.
    Files.write(inStore("image"), new byte[] {(byte) 0xff});

    make("a");
    make("b");

    assertThat(said).as("unpacked again").hasSize(2).noneMatch(line -> line.contains("its own"));
    assertThat(inode("b")).isEqualTo(inode("a"));
  }

  /** A link to nowhere can't be counted. */
  @Test
  void whatCannotBeSweptIsSaidAndTheFilesAreShared() throws IOException {
    image(archive(program(), true));
    Path other = Files.createDirectories(store().folder().resolve("0123456789abcdef"));
    Files.createSymbolicLink(other.resolve(".a.part"), Path.of("nowhere"));

    make("a");
    make("b");

    assertThat(inode("b")).isEqualTo(inode("a"));
    assertThat(said)
        .anyMatch(line -> line.contains("not deleted"))
        .noneMatch(line -> line.contains("boot files of its own"));
  }

  @Test
  void anErrorInTheMachinesOwnFolderIsNoneOfTheStore() throws IOException {
    image(archive(program(), true));
    Path own = Files.createDirectories(directory.resolve("a/lock.link/somebody's"));

    assertThatThrownBy(() -> make("a"))
        .isInstanceOfSatisfying(
            FileSystemException.class,
            e -> assertThat(e.getFile()).isEqualTo(own.getParent().toString()));
    assertThat(said).isEmpty();
  }

  /** Files of its own would need as much room. */
  @Test
  void aFullDiskIsNotTakenForAFaultOfTheStore() {
    assertThatThrownBy(
            () ->
                store()
                    .fill(
                        directory.resolve("a"),
                        "identity",
                        made -> {
                          throw new IOException("No space left on device");
                        },
                        said::add))
        .hasMessage("No space left on device");
    assertThat(said).isEmpty();
  }

  /** As boot2docker.iso is in a home, whose folder of boot files is called boot. */
  @Test
  void anErrorInAFileWhoseNameBeginsAsTheStoresIsNoneOfTheStore() {
    String image = store().folder() + "2docker.iso";

    assertThatThrownBy(
            () ->
                store()
                    .fill(
                        directory.resolve("a"),
                        "identity",
                        made -> {
                          throw new FileSystemException(image, null, "Input/output error");
                        },
                        said::add))
        .isInstanceOf(FileSystemException.class);
    assertThat(said).isEmpty();
  }

  @Test
  void whatFileManagersLeaveInTheStoreGoesWithIt() throws IOException {
    image(archive(program(), true));
    make("a");
    Path left = Files.writeString(inStore("vmlinuz").resolveSibling(".DS_Store"), "x");
    Folders.delete(directory.resolve("a"));

    assertThat(store().prune()).isPositive();

    assertThat(left).doesNotExist();
  }

  private static byte[] zeroedFromTheMiddle(byte[] archive) {
    byte[] damaged = archive.clone();
    Arrays.fill(damaged, archive.length / 2, archive.length, (byte) 0);
    return damaged;
  }

  @Test
  void anImageWhoseRamFileSystemIsDamagedIsNotBooted() throws IOException {
    image(zeroedFromTheMiddle(archive(program(), true)));

    assertThatThrownBy(() -> make("a"))
        .isInstanceOfSatisfying(
            DamagedImageException.class,
            e ->
                assertThat(e.getMessage().split(": ", -1))
                    .as("what is wrong, and what to do")
                    .satisfiesExactly(
                        wrong -> assertThat(wrong).contains("test.iso", "zstd", "at byte"),
                        remedy -> assertThat(remedy).contains("copy")));
    assertThat(said).noneMatch(line -> line.contains("unpacks its RAM file system itself"));
  }

  @Test
  void aGoodCopyWithTheSameSizeAndTimeIsBooted() throws IOException {
    Path iso = directory.resolve("test.iso");
    byte[] archive = archive(program(), true);
    image(zeroedFromTheMiddle(archive));
    Files.setLastModifiedTime(iso, FileTime.from(TIME));
    assertThatThrownBy(() -> make("a")).isInstanceOf(DamagedImageException.class);
    assertThatThrownBy(() -> files(MUCH)).isInstanceOf(DamagedImageException.class);

    image(archive);
    Files.setLastModifiedTime(iso, FileTime.from(TIME));

    make("a");
    assertThat(files(MUCH).initramfs()).exists();
  }

  @Test
  void anArchiveBehindTheCompressedOneIsLeftToTheGuest() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(archive(program(), true));
    FileTree more = new FileTree().putFile("etc/more", Content.of("more"));
    new CpioWriter(FileOrder.BY_PATH, TIME).write(more, both);
    image(both.toByteArray());

    assertThat(files(MUCH).initramfs()).hasBinaryContent(both.toByteArray());
    assertThat(said).anyMatch(line -> line.contains("unpacks its RAM file system itself"));
  }

  @Test
  void modulesLoseTheSignaturesThatTheKernelWouldVerify() throws IOException {
    image(archiveOfSignedModule());

    assertThat(tree(files(MUCH).initramfs()).file(MODULE).orElseThrow().content().bytes())
        .asString()
        .isEqualTo("ELF");
    assertThat(files(LITTLE).initramfs()).hasBinaryContent(archiveOfSignedModule());
  }

  @ParameterizedTest
  @ValueSource(strings = {"quiet module.sig_enforce=1", "lockdown=integrity"})
  void modulesKeepTheirSignaturesWhereTheKernelIsToldToInsist(String words) throws IOException {
    image(archiveOfSignedModule(), words);

    assertThat(tree(files(MUCH).initramfs()).file(MODULE).orElseThrow().content().bytes())
        .asString()
        .isEqualTo(SIGNED_MODULE);
  }

  @Test
  void microcodeAtTheFrontIsTakenAlong() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    FileTree early = new FileTree().putFile("kernel/early", Content.of("early"));
    new CpioWriter(FileOrder.BY_PATH, TIME).write(early, both);
    byte[] program = program();
    both.write(archive(program, true));
    image(both.toByteArray());

    FileTree tree = tree(files(MUCH).initramfs());
    assertThat(tree.file("kernel/early")).isPresent();
    assertThat(tree.file(PROGRAM).orElseThrow().content().bytes()).isEqualTo(program);
  }

  @Test
  void withLittleMemoryItGetsThemAsTheyLieInTheImage() throws IOException {
    byte[] archive = archive(program(), true);
    image(archive);

    assertThat(files(LITTLE).initramfs()).hasBinaryContent(archive);
    assertThat(said).isEmpty();
  }

  @Test
  void theyAreUnpackedOnceAndAgainForAnotherImage() throws IOException {
    image(archive(program(), true));
    FileTime first = Files.getLastModifiedTime(files(MUCH).initramfs());
    assertThat(Files.getLastModifiedTime(files(MUCH).initramfs())).isEqualTo(first);
    assertThat(said).hasSize(1);

    FileTree other = new FileTree().putFile("etc/other", Content.of("other\n"));
    image(compressed(other));
    Files.setLastModifiedTime(directory.resolve("test.iso"), FileTime.from(TIME));
    assertThat(tree(files(MUCH).initramfs()).file("etc/other")).isPresent();
    assertThat(said).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmlinuz", "initrd.img", "initrd.cpio"})
  void whatAPowerCutEmptiedOrSomebodyDeletedIsMadeAgain(String name) throws IOException {
    image(archive(program(), true));
    byte[] good = Files.readAllBytes(files(MUCH).initramfs());
    Files.write(kept().resolve(name), new byte[0]);

    assertThat(files(MUCH).initramfs()).hasBinaryContent(good);
    assertThat(kept().resolve(name)).isNotEmptyFile();

    Files.delete(kept().resolve(name));
    assertThat(files(MUCH).initramfs()).hasBinaryContent(good);
    assertThat(kept().resolve(name)).isNotEmptyFile();
  }

  @Test
  void whatIsDamagedIsLeftToTheGuestAndSaid() throws IOException {
    byte[] archive = archive(program(), false);
    image(archive);

    assertThat(files(MUCH).initramfs()).hasBinaryContent(archive);
    assertThat(said.get(1)).startsWith("The guest unpacks").contains("/" + PROGRAM);
    try (var left = Files.list(kept())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("vmlinuz", "initrd.img", "image");
    }
  }

  @Test
  void filtersOfAnotherVersionAreLeftToTheGuestAndSaid() throws IOException {
    String list = "program 755 /" + PROGRAM + "\nbranches 1000 40000 4194304 5242880\n";
    FileTree tree = new FileTree().putFile(LIST, Content.of(list));
    byte[] archive = compressed(tree.putFile(PROGRAM, Content.of(program())));
    image(archive);

    assertThat(files(MUCH).initramfs()).hasBinaryContent(archive);
    assertThat(said.get(1)).startsWith("The guest unpacks").contains("branches 1000");
  }

  @Test
  void anotherSystemsImageIsNoneOfOurs() throws IOException {
    Files.write(directory.resolve("test.iso"), new byte[100_000]);
    assertThat(new KeptBootFiles(directory.resolve("test.iso"), kept(), said::add).forMemory(MUCH))
        .isEmpty();
    assertThatThrownBy(() -> BootFiles.extract(directory.resolve("test.iso"), kept()))
        .isInstanceOf(IOException.class);
  }

  private static byte[] program() {
    byte[] program = new byte[50_000];
    new Random(3).nextBytes(program);
    return program;
  }

  /** An archive with a filtered program, or only with the list that names it. */
  private static byte[] archive(byte[] program, boolean complete) throws IOException {
    byte[] bytes = program.clone();
    Filter filter = Filter.branches(1000, 40_000, 0x400000, 0x500000);
    filter.apply(new ProgramArray(bytes));
    assertThat(bytes).isNotEqualTo(program);
    String list =
        new FilteredProgram("/" + PROGRAM, 0755, List.of(filter)).lines()
            + new FilteredProgram("/" + SECOND_NAME, 0755, List.of()).lines();
    FileTree tree = new FileTree().putFile("etc/own", Content.of("own\n"));
    tree.putFile(LIST, Content.of(list));
    if (complete) {
      RegularFile filtered = new RegularFile(new Attributes(0644, 0, 0), Content.of(bytes));
      tree.put(PROGRAM, filtered);
      tree.put(SECOND_NAME, filtered);
    }
    return compressed(tree);
  }

  private static byte[] compressed(FileTree tree) throws IOException {
    Compression compression = Zstd.fast(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compression.compress(bytes)) {
      new CpioWriter(FileOrder.listed(List.of("etc/own", LIST)), TIME).write(tree, out);
    }
    return bytes.toByteArray();
  }

  private static FileTree tree(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      return CpioReader.read(in);
    }
  }

  private static Map<String, Integer> modes(Path archive) throws IOException {
    Map<String, Integer> modes = new HashMap<>();
    try (InputStream in = Files.newInputStream(archive)) {
      CpioEditor.copy(
          in,
          OutputStream.nullOutputStream(),
          (path, file) -> {
            modes.put(path, file.attributes().mode());
            return Optional.of(file);
          });
    }
    return modes;
  }

  private static byte[] archiveOfSignedModule() throws IOException {
    return compressed(new FileTree().putFile(MODULE, Content.of(SIGNED_MODULE)));
  }

  private void image(byte[] initramfs) throws IOException {
    image(initramfs, "words");
  }

  private void image(byte[] initramfs, String commandLine) throws IOException {
    FileTree medium = new FileTree();
    medium.putFile("boot/vmlinuz", Content.of(new byte[1_000]));
    medium.putFile("boot/initrd.img", Content.of(initramfs));
    List<Part> parts =
        List.of(new Part("initramfs", "iso", 10_000), new Part("all", "initramfs", 100 << 20));
    Manifest manifest =
        new Manifest(
            "test",
            "1",
            "amd64",
            "default",
            "6",
            TIME.toString(),
            commandLine,
            parts,
            List.of(),
            Map.of(),
            Map.of());
    medium.putFile(Manifest.PATH, Content.of(manifest.toJson()));
    try (OutputStream out = Files.newOutputStream(directory.resolve("test.iso"))) {
      new IsoWriter(new HybridIso(medium, "TEST", TIME, Optional.empty(), Optional.empty()))
          .write(out);
    }
  }
}
