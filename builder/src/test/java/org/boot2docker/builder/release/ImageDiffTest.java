package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.builder.release.ImageDiff.Change;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.Manifest.Component;
import org.boot2docker.image.Manifest.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDiffTest {
  private static final String SUM = "ab".repeat(32);

  @TempDir Path directory;

  private Path manifest(String name, String kernel, long bytes, Component... packages)
      throws IOException {
    Manifest manifest =
        new Manifest(
            "boot2docker",
            "28.5.2",
            "amd64",
            "default",
            kernel,
            "2026-11-01T00:00:00Z",
            "quiet loglevel=4 console=tty0 console=ttyS0",
            List.of(new Part("dockerd", "initramfs", bytes)),
            List.of(packages),
            Map.of(),
            Map.of());
    return Files.write(directory.resolve(name + ".json"), manifest.toJson());
  }

  private static Component component(String name, String version) {
    return new Component("rootfs", name, version, "trixie", SUM);
  }

  private static Component image(String name, String tag) {
    return new Component("images", name, tag, "", SUM);
  }

  private Path lock(String name, LockedPackage... rootfs) throws IOException {
    Path file = directory.resolve(name + ".lock");
    List<LockedImage> images =
        List.of(new LockedImage("registry.example:5000/app:2", "", "sha256:" + SUM));
    LockFile.write(
        new Lock(
            Architecture.AMD64,
            List.of(),
            List.of(rootfs),
            List.of(),
            List.of(),
            List.of(),
            images),
        file);
    return file;
  }

  private static LockedPackage locked(String name, String version, String architecture) {
    return new LockedPackage(name, version, architecture, "trixie", "pool/" + name, 10, SUM);
  }

  private static ImageDiff diff(Path before, Path after) throws IOException {
    List<ImageDiff> diffs = ImageDiff.of(before, after);
    assertThat(diffs).hasSize(1);
    return diffs.get(0);
  }

  @Test
  void whatIsNewGoneAndOfAnotherVersionIsNamed() throws IOException {
    Path before = manifest("old", "6.12.1", 5, component("curl", "8"), component("dropbear", "1"));
    Path after = manifest("new", "6.12.2", 7, component("curl", "9"), component("iproute2", "6"));

    ImageDiff diff = diff(before, after);

    assertThat(diff.packages())
        .containsExactly(
            new Change("curl", "8", "9"),
            new Change("dropbear", "1", ""),
            new Change("iproute2", "", "6"));
    assertThat(diff.facts()).containsExactly(new Change("kernel", "6.12.1", "6.12.2"));
    assertThat(diff.sizes()).containsExactly(new Change("initramfs: dockerd", "5", "7"));
    assertThat(diff.parameters()).isEmpty();
    assertThat(diff.unknown()).doesNotContain("versions", "parameters", "sizes of the parts");
  }

  @Test
  void anotherVersionOfALinkedLibraryIsADifference() throws IOException {
    Path before = manifest("old", "6", 5);
    String linked = ", \"linked\": [{\"name\": \"mbedtls\", \"version\": \"%s\", \"files\": []}]}";
    String text = Files.readString(before).strip().replaceFirst("}$", "");
    Files.writeString(before, text + linked.formatted("3.6.4"));
    Path after = Files.writeString(directory.resolve("new.json"), text + linked.formatted("3.6.5"));

    assertThat(diff(before, after).facts())
        .containsExactly(new Change("linked mbedtls", "3.6.4", "3.6.5"));
  }

  @Test
  void aContainerImageIsNoPackageOfItsName() throws IOException {
    Path before = manifest("old", "6", 5, component("busybox", "1.37"), image("busybox", "1"));
    Path after =
        manifest(
            "new",
            "6",
            5,
            component("busybox", "1.38"),
            image("busybox", "1"),
            image("busybox", "latest"));

    assertThat(diff(before, after).packages())
        .containsExactly(
            new Change("busybox", "1.37", "1.38"), new Change("image busybox", "1", "1, latest"));
  }

  @Test
  void aLockAndTheManifestOfItsImageDifferInNothing() throws IOException {
    Path lock =
        lock(
            "boot2docker",
            locked("curl", "8", "amd64"),
            locked("docker.io", "28.5.2", LockedPackage.SOURCE));
    Path manifest =
        manifest(
            "image",
            "6.12.1",
            5,
            component("curl", "8"),
            component("docker.io", "28.5.2"),
            image("registry.example:5000/app", "2"));

    ImageDiff diff = diff(lock, manifest);

    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.unknown())
        .containsExactlyInAnyOrder("versions", "parameters", "sizes of the parts");
    assertThat(new DiffPrinter(diff, 10).text())
        .contains("Not compared, since only one has it: versions, sizes of the parts, parameters");
    assertThat(diff(manifest, lock).isEmpty()).isTrue();
  }

  @Test
  void ofTwoLocksNothingIsSaidThatNeitherHas() throws IOException {
    Path before = lock("old", locked("curl", "8", "amd64"));
    Path after = lock("new", locked("curl", "9", "amd64"));

    assertThat(new DiffPrinter(diff(before, after), 10).text())
        .containsExactly(before + " -> " + after, "Packages: 1", "  curl: 8 -> 9");
  }

  @Test
  void aLockWithAnImageThatHasNoTagIsNone() throws IOException {
    Path good = lock("good");
    Path broken = directory.resolve("broken.lock");
    Files.writeString(broken, Files.readString(good).replace("registry.example:5000/app:2", "app"));

    assertThatThrownBy(() -> ImageDiff.of(good, broken))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("broken.lock");
  }
}
