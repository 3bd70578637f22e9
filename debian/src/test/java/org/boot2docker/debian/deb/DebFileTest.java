package org.boot2docker.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.boot2docker.debian.testing.Packages;
import org.boot2docker.debian.testing.Tool;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebFileTest {
  @TempDir Path directory;
  private Spool spool;

  @BeforeEach
  void makeSpool() {
    spool = new Spool(directory.resolve("spool"));
  }

  private Path root() throws IOException {
    Path root = Files.createDirectories(directory.resolve("root"));
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createDirectories(root.resolve("var/empty"));
    byte[] big = new byte[200_000];
    new Random(3).nextBytes(big);
    Files.write(root.resolve("usr/bin/big"), big);
    Files.writeString(root.resolve("usr/bin/small"), "hello");
    permissions(root.resolve("usr/bin/small"), "rwxr-x--x");
    Files.setAttribute(root.resolve("usr/bin/big"), "unix:mode", 04755);
    Files.createLink(root.resolve("usr/bin/second"), root.resolve("usr/bin/small"));
    Files.createSymbolicLink(root.resolve("usr/bin/link"), Path.of("../../etc/x"));
    Files.writeString(root.resolve("usr/bin/" + "long".repeat(40) + "é"), "long name");
    permissions(root.resolve("var/empty"), "rwx------");
    return root;
  }

  private static void permissions(Path file, String text) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Zxz", "-Zgzip", "-Zzstd", "-Znone"})
  void whatDpkgDebPackedIsReadAsDpkgDebReadsIt(String compression) throws IOException {
    Path deb = Packages.build(root(), "odd", "1:2-3", "Depends: x\n", compression);
    Path unpacked = directory.resolve("unpacked");
    Tool.output(directory, "dpkg-deb", "-x", deb.toString(), unpacked.toString());
    FileTree tree = DebFile.open(deb).files(spool);
    assertThat(tree.entries().keySet()).isEqualTo(paths(unpacked));
    for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
      compare(entry.getValue(), unpacked.resolve(entry.getKey()));
    }
    assertThat(tree.get("usr/bin/second")).isEqualTo(tree.get("usr/bin/small"));
    assertThat(DebFile.open(deb).control().require("Version")).isEqualTo("1:2-3");
  }

  private static TreeSet<String> paths(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      TreeSet<String> paths = new TreeSet<>();
      files.filter(f -> !f.equals(root)).forEach(f -> paths.add(root.relativize(f).toString()));
      return paths;
    }
  }

  private static void compare(Node node, Path file) throws IOException {
    if (node instanceof SymbolicLink link) {
      assertThat(Files.readSymbolicLink(file)).hasToString(link.target());
      return;
    }
    assertThat(node.attributes().mode())
        .as(file.toString())
        .isEqualTo((int) Files.getAttribute(file, "unix:mode") & 07777);
    assertThat(node.attributes().uid()).isZero();
    if (node instanceof RegularFile regular) {
      assertThat(regular.content().bytes()).isEqualTo(Files.readAllBytes(file));
    } else {
      assertThat(node).isInstanceOf(Directory.class);
      assertThat(file).isDirectory();
    }
  }

  @Test
  void onlySelectedFilesAreUnpackedWithTheDirectoriesAboveThem() throws IOException {
    Path deb = Packages.build(root(), "odd", "1", "");
    FileTree tree = DebFile.open(deb).files(path -> path.equals("usr/bin/small"), spool);
    assertThat(tree.entries().keySet()).containsExactly("usr", "usr/bin", "usr/bin/small");
    assertThat(directory.resolve("spool")).doesNotExist();
  }

  @Test
  void aSecondNameIsUnpackedWithoutItsFirst() throws IOException {
    Path deb = Packages.build(root(), "odd", "1", "");
    FileTree tree = DebFile.open(deb).files(path -> path.endsWith("second"), spool);
    RegularFile file = tree.file("usr/bin/second").orElseThrow();
    assertThat(file.content().bytes()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    assertThat(tree.get("usr/bin/small")).isEmpty();
  }

  @Test
  void bigFilesAreSpooledUnderTheirHash() throws IOException {
    Path deb = Packages.build(root(), "odd", "1", "");
    DebFile.open(deb).files(spool);
    DebFile.open(deb).files(spool);
    byte[] big = Files.readAllBytes(directory.resolve("root/usr/bin/big"));
    String hash = org.boot2docker.debian.testing.TestMirror.sha256(big);
    try (var files = Files.list(directory.resolve("spool"))) {
      assertThat(files).extracting(f -> String.valueOf(f.getFileName())).containsExactly(hash);
    }
  }

  @Test
  void theBuildTimeIsThatOfTheOuterArchive() throws IOException {
    Path deb = deb("data.tar", tar(file("./x", "x")));
    assertThat(DebFile.open(deb).built()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../etc/passwd", "./a/../../b", "./a//b", ".."})
  void pathsThatLeadOutAreRefused(String path) throws IOException {
    assertUnreadable(deb("data.tar", tar(file(path, "evil"))), "outside");
  }

  @Test
  void hardLinksToWhatIsNotInThePackageAreRefused() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry("./x", TarConstants.LF_LINK);
    link.setLinkName("./etc/shadow");
    assertUnreadable(deb("data.tar", tar(new Entry(link, ""))), "hard link to etc/shadow");
    link.setLinkName("/etc/shadow");
    assertUnreadable(deb("data.tar", tar(new Entry(link, ""))), "outside");
  }

  @Test
  void aPathThroughALinkOrAFileIsRefused() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry("./dir", TarConstants.LF_SYMLINK);
    link.setLinkName("/etc");
    assertUnreadable(
        deb("data.tar", tar(new Entry(link, ""), file("./dir/passwd", "evil"))), "not a directory");
  }

  @Test
  void pipesAreRefused() throws IOException {
    TarArchiveEntry pipe = new TarArchiveEntry("./x", TarConstants.LF_FIFO);
    assertUnreadable(deb("data.tar", tar(new Entry(pipe, ""))), "neither file");
  }

  @Test
  void whatFollowsTheTarIsRefused() throws IOException {
    byte[] tar = tar(file("./x", "x"));
    byte[] more = Arrays.copyOf(tar, tar.length + 1000);
    more[more.length - 1] = 1;
    assertUnreadable(deb("data.tar", more), "after the end");
  }

  @Test
  void aMissingOrExtraMemberIsRefused() throws IOException {
    assertThatThrownBy(() -> DebFile.open(deb("other.tar", new byte[0])))
        .hasMessageContaining("three members");
    Path text = Files.writeString(directory.resolve("text"), "no package");
    assertThatThrownBy(() -> DebFile.open(text)).hasMessageContaining("ar archive");
  }

  @Test
  void aPackageCutAnywhereIsNeverTakenForWhole() throws IOException {
    byte[] whole = Files.readAllBytes(Packages.build(root(), "odd", "1", ""));
    Path cut = directory.resolve("cut.deb");
    for (int length = 0; length < whole.length; length += 997) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> DebFile.open(cut).files(spool)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void damageEndsInAnIoExceptionOrNothingAtAll() throws IOException {
    byte[] whole = Files.readAllBytes(Packages.build(root(), "odd", "1", "", "-Znone"));
    Path damaged = directory.resolve("damaged.deb");
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(6000)] = (byte) random.nextInt();
      Files.write(damaged, bytes);
      try {
        DebFile.open(damaged).files(path -> true, spool);
        DebFile.open(damaged).control();
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private void assertUnreadable(Path deb, String why) {
    assertThatThrownBy(() -> DebFile.open(deb).files(spool))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(deb.toString())
        .hasMessageContaining(why);
  }

  private record Entry(TarArchiveEntry header, String content) {}

  private static Entry file(String path, String content) {
    TarArchiveEntry header = new TarArchiveEntry(path, true);
    header.setSize(content.length());
    return new Entry(header, content);
  }

  private static byte[] tar(Entry... entries) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Entry entry : entries) {
        tar.putArchiveEntry(entry.header());
        tar.write(entry.content().getBytes(StandardCharsets.US_ASCII));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Path deb(String dataName, byte[] data) throws IOException {
    Path file = directory.resolve("made.deb");
    try (OutputStream out = Files.newOutputStream(file);
        ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
      member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
      member(ar, "control.tar", tar(file("./control", "Package: made\n")));
      member(ar, dataName, data);
    }
    return Objects.requireNonNull(file);
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] bytes)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length, 0, 0, 0644, 1_700_000_000));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }
}
