package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.files.ImageFiles;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small release: whole, and with one thing wrong whose sums are right. */
class VerificationTest {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");
  private static final String NAME = "boot2docker-28-default-amd64";
  private static final String ISO = NAME + ".iso";

  private static final Lock LOCK =
      new Lock(
          Architecture.AMD64,
          List.of(),
          List.of(
              new LockedPackage(
                  "busybox", "1", "amd64", "trixie", "pool/b.deb", 1, "aa".repeat(32))),
          List.of(),
          List.of(),
          List.of());

  private static final BuildOrigin ORIGIN =
      new BuildOrigin(
          Optional.of("ab".repeat(32)),
          "cd".repeat(32),
          List.of(new BuildOrigin.Addition("mine.yaml", "ef".repeat(32))),
          new TreeMap<>());

  private static final Manifest MANIFEST =
      new Manifest(
          "boot2docker",
          "28",
          "amd64",
          "default",
          "6.12",
          TIME.toString(),
          "quiet",
          List.of(),
          LOCK.components(),
          Map.of(),
          Map.of());

  @TempDir Path folder;
  private final Map<String, String> names = new TreeMap<>();

  private Path file(String what, String ending) {
    names.put(what, NAME + "." + ending);
    return folder.resolve(NAME + "." + ending);
  }

  private static byte[] archive(String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CpioWriter(FileOrder.BY_PATH, TIME)
        .write(new FileTree().putFile(path, Content.of(path)), out);
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  private void writeImage(byte[] initramfs) throws IOException {
    FileTree medium = new FileTree().putFile(Manifest.PATH, Content.of(MANIFEST.toJson()));
    medium.putFile(BootFiles.KERNEL, Content.of("kernel"));
    medium.putFile(BootFiles.INITRAMFS, Content.of(initramfs));
    try (OutputStream out = Files.newOutputStream(file("iso", "iso"))) {
      new IsoWriter(new HybridIso(medium, "TEST", TIME, Optional.empty(), Optional.empty()))
          .write(out);
    }
    Files.write(file("initramfs", "initrd.img"), initramfs);
  }

  @BeforeEach
  void makeRelease() throws IOException {
    writeImage(gzip(archive("init")));
    LockFile.write(LOCK, file("lock", "iso.lock"));
    Files.write(file("manifest", "manifest.json"), MANIFEST.toJson());
    Files.writeString(file("kernel", "vmlinuz"), "kernel");
    List<ImageFile> files = ImageFiles.of(folder.resolve(ISO));
    Files.writeString(file("files", "files.json"), Json.text(files));
    SbomInput input = new SbomInput(MANIFEST, "dd".repeat(32), "1", LOCK, files, Map.of());
    Files.writeString(file("cyclonedx", "cdx.json"), CycloneDx.write(input));
    Files.writeString(file("spdx", "spdx.json"), Spdx.write(input));
    Files.writeString(
        file("ipxe", "ipxe"), NetBoot.script(MANIFEST, NAME + ".vmlinuz", NAME + ".initrd.img"));
    Files.writeString(file("config", "config"), "#\n# Linux/x86 6.12 Kernel Configuration\n#\n");
    writeProvenance(names.values().stream().toList());
    writeIndex("6.12");
    Sums.write(folder);
  }

  private void writeProvenance(List<String> of) throws IOException {
    Map<String, String> subjects = new TreeMap<>();
    for (String each : of) {
      subjects.put(each, String.valueOf(Sums.of(folder.resolve(each)).get(Sums.SHA256)));
    }
    SbomInput input = new SbomInput(MANIFEST, "dd".repeat(32), "1", LOCK, List.of(), Map.of());
    String lock = String.valueOf(Sums.of(folder.resolve(NAME + ".iso.lock")).get(Sums.SHA256));
    Files.writeString(
        file("provenance", "intoto.json"), Provenance.write(input, ORIGIN, subjects, lock));
  }

  private void writeIndex(String kernel) throws IOException {
    ReleasedImage image =
        new ReleasedImage(NAME, "default", "amd64", "28", kernel, TIME.toString(), 0, names);
    List<ReleasedImage> images = List.of(image);
    new ReleaseIndex(ReleaseIndex.FORMAT, "28", "1", TIME.toString(), "", 64, List.of(), images)
        .write(folder);
    Files.writeString(folder.resolve(NetBoot.MENU), NetBoot.menu("28", images));
  }

  private void verify() throws IOException {
    Verification.all(folder, Progress.SILENT);
  }

  private void assertWrong(String... words) {
    assertThatThrownBy(this::verify)
        .isInstanceOf(BuildException.class)
        .hasMessageContainingAll(words);
  }

  private void change(String name, String from, String to) throws IOException {
    String text = Files.readString(folder.resolve(name));
    assertThat(text).contains(from);
    Files.writeString(folder.resolve(name), text.replace(from, to));
    List<String> subjects =
        names.values().stream().filter(each -> !each.endsWith("intoto.json")).toList();
    writeProvenance(subjects);
    Sums.write(folder);
  }

  @Test
  void aReleaseIsWholeWithSignaturesOfAnybody() throws IOException {
    for (String name :
        List.of("SHA256SUMS.asc", "SHA512SUMS.alice.asc", "SHA256SUMS.b@c.org.sig")) {
      Files.writeString(folder.resolve(name), "");
    }
    assertThatCode(this::verify).doesNotThrowAnyException();
  }

  private static void run(Path directory, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(said).isZero();
  }

  /** All that {@code verify URL --require 2} does, with the signature of a second person. */
  @Test
  void aWholeReleaseIsVerifiedFromAWebServer(@TempDir Path keys) throws IOException {
    for (String name : List.of("maker", "alice")) {
      run(keys, "minisign", "-G", "-W", "-p", name + ".pub", "-s", name + ".key");
      String signature = "SHA256SUMS" + (name.equals("maker") ? "" : "." + name) + ".minisig";
      String secret = keys.resolve(name + ".key").toString();
      run(folder, "minisign", "-S", "-s", secret, "-m", "SHA256SUMS", "-x", signature);
    }
    TrustedKeys trusted =
        TrustedKeys.read(List.of(keys.resolve("maker.pub"), keys.resolve("alice.pub")));
    List<String> said = new ArrayList<>();
    try (WebFolder server = new WebFolder(folder)) {
      String url = server.url() + "/";
      Path fetched = Files.createDirectories(keys.resolve("fetched"));
      ReleaseDownload release =
          ReleaseDownload.begin(url, fetched, trusted.endings(), Map.of(), Progress.SILENT);
      assertThat(Verification.signatures(url, fetched, trusted, 2)).hasSize(2);
      Verification.all(release.fetch(), said::add);
    }
    assertThat(said).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {".hidden", "SHA256SUMS.exe", "SHA256SUMS.asc.iso"})
  void whatNothingSumsIsNoFileOfARelease(String name) throws IOException {
    Files.writeString(folder.resolve(name), "");
    assertWrong(name + " is no file of a release: ");
  }

  @Test
  void aFolderIsNoFileOfARelease() throws IOException {
    Files.createDirectories(folder.resolve("more"));
    assertWrong("more is no file of a release: ");
  }

  @Test
  void anImageThatTheIndexDoesNotNameIsRefused() throws IOException {
    Files.writeString(folder.resolve("other.iso"), "");
    Sums.write(folder);
    assertWrong("other.iso is not in release.json");
  }

  @Test
  void anIndexThatSaysSomethingElseOfAnImageIsRefused() throws IOException {
    writeIndex("6.13");
    Sums.write(folder);
    assertWrong("release.json says something else of " + ISO);
  }

  @Test
  void aProvenanceIsAboutAllFilesOfItsImage() throws IOException {
    writeProvenance(List.of(ISO));
    Sums.write(folder);
    assertWrong("intoto.json is not about the files of " + NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"uri\" : \"pkg:deb/debian/busybox@1', '\"uri\" : \"pkg:deb/debian/busybox@2'",
    "'\"profile\" : \"default\"', '\"profile\" : \"small\"'",
    "urn:boot2docker:tool:1, urn:boot2docker:tool:2"
  })
  void aProvenanceSaysWhatTheImageWasMadeOf(String from, String to) throws IOException {
    Path file = folder.resolve(NAME + ".intoto.json");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
    Sums.write(folder);
    assertWrong("intoto.json says that " + ISO + " was made of something else");
  }

  @Test
  void aScriptForTheNetworkHasTheParametersOfTheImage() throws IOException {
    change(NAME + ".ipxe", "quiet", "quiet init=/bin/sh");
    assertWrong(NAME + ".ipxe doesn't boot " + ISO);
  }

  @Test
  void theMenuForTheNetworkNamesTheImagesOfTheRelease() throws IOException {
    change(NetBoot.MENU, "chain ", "chain http://example.org/");
    assertWrong(NetBoot.MENU + " doesn't boot ");
  }

  @Test
  void aConfigurationIsOfTheKernelOfTheImage() throws IOException {
    change(NAME + ".config", "6.12", "6.1");
    assertWrong(NAME + ".config is of another kernel than " + ISO);
  }

  /** Debian 12's release has fewer numbers than the version. */
  @Test
  void aConfigurationMayHaveMoreOfTheVersionThanTheRelease() throws IOException {
    change(NAME + ".config", "6.12", "6.12.153");
    verify();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cdx.json", "spdx.json"})
  void billsOfMaterialsHaveTheVersionsOfTheImage(String ending) throws IOException {
    change(NAME + "." + ending, "busybox@1?", "busybox@2?");
    assertWrong(NAME + "." + ending + " doesn't list what is in " + ISO);
  }

  @Test
  void aLockHasThePackagesOfTheImage() throws IOException {
    change(NAME + ".iso.lock", "trixie", "sid");
    assertWrong(NAME + ".iso.lock doesn't list the packages of " + ISO);
  }

  /** Linux unpacks what follows, too. */
  @Test
  void anArchiveBehindTheInitramfsIsNotPassedOver() throws IOException {
    byte[] good = gzip(archive("init"));
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(good);
    both.write(new byte[512 - good.length % 512]);
    both.write(archive("init"));
    writeImage(both.toByteArray());
    Sums.write(folder);
    assertThatThrownBy(this::verify).isInstanceOf(FormatException.class);
  }
}
