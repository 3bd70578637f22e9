package org.boot2docker.builder.description;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a description of one's own: the error names file, line and key, and what to do. */
class DescriptionErrorsTest {
  private static final Path DISTRO = Path.of("..", "distro");

  @TempDir Path directory;

  private static void read(Path mine) throws IOException {
    DescriptionReader.read(DISTRO, List.of(mine), "default", Architecture.AMD64);
  }

  @Test
  void aBinaryFileIsNoDescription() throws IOException {
    Path binary =
        Files.write(directory.resolve("binary"), new byte[] {0x7F, 'E', 'L', 'F', -1, -2});
    assertThatThrownBy(() -> read(binary))
        .hasMessageStartingWith(binary + " is not a text in UTF-8: ");
  }

  @Test
  void aFolderIsNoDescription() {
    assertThatThrownBy(() -> read(directory))
        .hasMessageStartingWith(directory + " is a folder: ")
        .hasMessageContaining("--with");
  }

  @Test
  void aMissingFileIsNamedWithTheOptionThatNamesIt() {
    Path missing = directory.resolve("missing.yaml");
    assertThatThrownBy(() -> read(missing))
        .hasMessageStartingWith(missing + " does not exist: ")
        .hasMessageContaining("--with");
  }

  @Test
  void aDescriptionNestedTooDeeplyIsNamed() throws IOException {
    String deep = "a: " + "[".repeat(50_000) + "]".repeat(50_000) + "\n";
    Path file = Files.writeString(directory.resolve("deep.yaml"), deep);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.yaml"), "");
    assertThatThrownBy(() -> read(empty)).hasMessageStartingWith(empty + " is empty: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "rootfs: {+overlay: [none]}|:1: rootfs.overlay[1] names none, which is missing: create",
        "rootfs: {+overlay: [mine.yaml]}|:1: rootfs.overlay[1] names mine.yaml, which is not a"
            + " folder",
        "base: {+modules: [none]}|:1: base.modules[1] names the file none, which does not"
            + " exist: create",
        "base: {+modules: [.]}|:1: base.modules[1] names the file ., which is a folder",
        "base: {+modules: [/dev/zero]}|:1: base.modules[1] names the file /dev/zero, which is a"
            + " character device",
        "base: {kernel: source, patches: [none]}|:1: base.patches[0] names none, which is missing",
        "base: {kernel: source, fragments: [no]}|:1: base.fragments[0] names the file no, which does",
        "iso: {media: [none]}|:1: iso.media[0] names none, which is missing: create",
        "iso: {compression: lzma}|:1: iso.compression must be one of zstd, zstd-smallest, zstd-fast, xz",
        "iso: {cmdlin: x}|:1: iso.cmdlin is not a known key: did you mean cmdline?",
        "iso: {docker: {suites: []}}|:1: iso.docker.suites is empty: name a group of suites",
        "iso: {loaders: {amd64: {usb: []}}}|:1: iso.loaders.amd64.usb is not a known key",
        "suites: {sid: {grace: long}}|:1: suites.sid.grace must be a number of days, as in '42"
            + " days'",
        "stable: [trixi]|:1: stable[0] names the suite trixi, which is not under suites: did you"
            + " mean",
        "rootfs: {strip: yes}|:1: rootfs.strip must be one of true, false",
        "rootfs: {attributes: {etc/x: rw}}|:1: rootfs.attributes.etc/x must be mode, user and"
            + " group",
        "name: Acme Linux|:1: name 'Acme Linux' becomes a part of file names: use letters",
        "profiles: {my profile: {extends: fast}}|:1: profiles.my profile 'my profile' becomes a part",
        "rootfs: {links: {/etc/foo: bar}}|:1: rootfs.links./etc/foo has '/etc/foo': give a path without",
        "rootfs: {links: {etc/foo: ''}}|:1: rootfs.links.etc/foo is empty: give what",
        "iso: {docker: {links: {etc//foo: bar}}}|:1: iso.docker.links.etc//foo has 'etc//foo': give",
        "rootfs: {attributes: {/data/: 0755 root root}}|:1: rootfs.attributes./data/ has '/data': give",
        "rootfs: {certificates: {to: /etc/x}}|:1: rootfs.certificates.to has '/etc/x': give",
        "rootfs: {applets: {program: /bin/busybox}}|:1: rootfs.applets.program has '/bin/busybox'",
        "rootfs: {applets: {list: applets}}|:1: rootfs.applets.list has '/bin/sh': give a path",
        "rootfs: {stubs: {/a.so: {version: V, functions: {}}}}|:1: rootfs.stubs./a.so has '/a.so': give",
        "iso: {docker: {engine: source, source: {programs: {/usr/bin/x: a/b}}}}|:1:"
            + " iso.docker.source.programs./usr/bin/x has '/usr/bin/x': give",
        "suites: {my suite: {suite: trixie}}|:1: suites.my suite names the suite 'my suite': give",
        "iso: {registry: my host}|:1: iso.registry 'my host' is no registry: give its host",
        "iso: {registry: 'https://host'}|:1: iso.registry 'https://host' is no registry: give",
        "rootfs: {stubs: {a.so: {version: V}}}|:1: rootfs.stubs.a.so needs the key functions",
      })
  void aMistakeIsNamedWithFileLineKeyAndRemedy(String text, String error) throws IOException {
    Path mine = Files.writeString(directory.resolve("mine.yaml"), text);
    Files.writeString(directory.resolve("applets"), "/bin/sh\n");
    assertThatThrownBy(() -> read(mine)).hasMessageStartingWith(mine + error);
  }
}
