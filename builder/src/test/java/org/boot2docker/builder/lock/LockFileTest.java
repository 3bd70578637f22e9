package org.boot2docker.builder.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @TempDir Path directory;

  private static LockedPackage locked(String name) {
    return new LockedPackage(
        name, "1:2.0-1", "amd64", "trixie", "pool/main/x/" + name + ".deb", 10, "ab".repeat(32));
  }

  private static Lock lock(LockedPackage... rootfs) {
    return new Lock(
        Architecture.AMD64,
        List.of(locked("linux")),
        List.of(rootfs),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void aLockComesBackAsItWas() throws IOException {
    Path file = directory.resolve("boot2docker.lock");
    LockFile.write(lock(locked("busybox")), file);
    assertThat(LockFile.read(file)).isEqualTo(lock(locked("busybox")));
  }

  @Test
  void repositoriesThatAreNotDebiansComeBack() throws IOException {
    Path file = directory.resolve("boot2docker.lock");
    Lock lock =
        lock(locked("busybox"))
            .with(
                List.of(
                    new LockedRepository("docker", "docker", "trixie", ""),
                    new LockedRepository("mine", "own", "x", "https://example.org/apt")));
    LockFile.write(lock, file);
    assertThat(LockFile.read(file)).isEqualTo(lock);
    Files.writeString(file, Files.readString(file).replace("\"own\"", "null"));
    assertThatThrownBy(() -> LockFile.read(file)).isInstanceOf(BuildException.class);
  }

  @Test
  void theFilesOfOneSourcePackageAreKeptApart() throws IOException {
    Path file = directory.resolve("boot2docker.lock");
    LockedPackage orig =
        new LockedPackage(
            "docker.io", "28", "source", "testing", "pool/b.orig.tar.xz", 1, "ab".repeat(32));
    LockedPackage cli =
        new LockedPackage(
            "docker.io", "28", "source", "testing", "pool/a.orig-cli.tar.xz", 1, "cd".repeat(32));
    Lock lock =
        new Lock(
            Architecture.AMD64,
            List.of(locked("linux")),
            List.of(),
            List.of(),
            List.of(orig, cli),
            List.of());
    LockFile.write(lock, file);
    assertThat(LockFile.read(file).engine()).containsExactly(cli, orig);
    assertThat(lock.installed()).containsExactly(locked("linux"));
  }

  @Test
  void aLockFromBeforeEnginesWereCompiledIsRead() throws IOException {
    Path file = directory.resolve("boot2docker.lock");
    LockFile.write(lock(locked("busybox")), file);
    Files.writeString(file, Files.readString(file).replaceFirst("\\s*\"engine\" : \\[ ],", ""));
    assertThat(file).content().doesNotContain("engine");
    assertThat(LockFile.read(file)).isEqualTo(lock(locked("busybox")));
  }

  @Test
  void theOrderOfPackagesDoesNotChangeTheBytes() throws IOException {
    Path one = directory.resolve("one");
    Path two = directory.resolve("two");
    LockFile.write(lock(locked("a"), locked("b")), one);
    LockFile.write(lock(locked("b"), locked("a")), two);
    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void aMissingLockSaysWhatWritesOne() {
    assertThatThrownBy(() -> LockFile.read(directory.resolve("none")))
        .hasMessageContaining("boot2docker lock");
  }

  @Test
  void brokenJsonIsNamedWithItsLine() throws IOException {
    Path file = Files.writeString(directory.resolve("broken"), "{\n  \"format\": x\n}\n");
    assertThatThrownBy(() -> LockFile.read(file)).hasMessageContaining("broken:2 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "version", "suite", "path", "sha256", "architecture"})
  void aPackageThatLacksSomethingIsRefused(String key) throws IOException {
    Path file = directory.resolve("lacks");
    LockFile.write(lock(locked("busybox")), file);
    ObjectNode lock = (ObjectNode) Json.parse(Files.readString(file));
    ((ObjectNode) lock.at("/rootfs/0")).putNull(key);
    Files.writeString(file, Json.text(lock));
    assertThatThrownBy(() -> LockFile.read(file))
        .isInstanceOf(BuildException.class)
        .hasMessageContainingAll("lacks", "without version, path or sum", "boot2docker lock");
  }

  @Test
  void anImageWhoseOnlyColonIsOfAPortIsRefused() {
    assertThatThrownBy(() -> new LockedImage("localhost:5000/a", "", DIGEST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new LockedImage("localhost:5000/a:1", "", DIGEST).tag()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "/rootfs/0,sha256,ABC",
    "/rootfs/0,path,pool/a b.deb",
    "/rootfs/0,path,''",
    "/rootfs/0,size,-1",
    "/images/0,id,sha256:12",
    "/images/0,manifest,latest",
    "/images/0,name,a b:1",
  })
  void whatNoIndexHasIsRefusedWithFileAndLine(String of, String key, String value)
      throws IOException {
    Path file = directory.resolve("broken.lock");
    LockedImage image = new LockedImage("app:1", DIGEST, DIGEST);
    Lock lock =
        new Lock(
            Architecture.AMD64,
            List.of(locked("linux")),
            List.of(locked("busybox")),
            List.of(),
            List.of(),
            List.of(),
            List.of(image));
    LockFile.write(lock, file);
    assertThat(LockFile.read(file)).isEqualTo(lock);
    ObjectNode json = (ObjectNode) Json.parse(Files.readString(file));
    ((ObjectNode) json.at(of)).put(key, value);
    Files.writeString(file, Json.text(json));

    assertThatThrownBy(() -> LockFile.read(file))
        .isInstanceOf(BuildException.class)
        .hasMessageMatching("(?s).*broken\\.lock:[2-9]\\d* is not a lock file .*");
  }

  @Test
  void anEmptyPlaceInAListIsRefused() throws IOException {
    Path file = directory.resolve("empty");
    LockFile.write(lock(), file);
    ObjectNode json = (ObjectNode) Json.parse(Files.readString(file));
    json.putArray("rootfs").addNull();
    Files.writeString(file, Json.text(json));
    assertThatThrownBy(() -> LockFile.read(file)).isInstanceOf(BuildException.class);
  }

  @Test
  void aPathThatClimbsOutOfTheArchiveIsRefused() throws IOException {
    Path file = directory.resolve("climbs");
    LockFile.write(lock(locked("busybox")), file);
    Files.writeString(file, Files.readString(file).replace("pool/main/x/busybox", "../../secret"));
    assertThatThrownBy(() -> LockFile.read(file)).hasMessageContaining("lock file");
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("newer"), "{\"format\": 2}");
    assertThatThrownBy(() -> LockFile.read(file)).hasMessageContaining("has format 2, not 1");
  }
}
