package org.boot2docker.builder.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.description.ImageSource;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.download.CacheException;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images from files, and the one archive that is made of them. */
class LoadArchiveTest {
  @TempDir private Path directory;

  private List<SourceImage> read(String... sources) throws IOException {
    List<ImageSource> all = new ArrayList<>();
    for (String source : sources) {
      all.add(ImageSource.of(source, directory, true));
    }
    Containers.Surroundings surroundings =
        new Containers.Surroundings(
            directory.resolve("cache"),
            Architecture.AMD64,
            ProxySelector.of(null),
            new Credentials(Map.of()),
            line -> {});
    // Left open: the files are read later. They go with the test's directory.
    return Containers.fetch(
            new ContainersSpec(all, Optional.empty(), Optional.empty()),
            Optional.empty(),
            surroundings)
        .images();
  }

  private Map<String, byte[]> archive(List<SourceImage> images) throws IOException {
    Path spool = Files.createTempDirectory(directory, "spool");
    Path file = directory.resolve("images.tar");
    new LoadArchive(new Zstd(3, 23, 16 << 20, 6, 2), spool).write(images, file);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertThat(entry.getLastModifiedTime().toMillis()).isZero();
        entries.put(entry.getName(), tar.readAllBytes());
      }
    }
    return entries;
  }

  @Test
  void aLayerOfTwoImagesIsStoredOnceAndNobodyHasAName() throws IOException {
    TestImage one = TestImage.of("amd64", "common", "one");
    TestImage two = TestImage.of("amd64", "common", "two");
    Files.write(directory.resolve("one.tar"), one.saved("one:1"));
    Files.write(directory.resolve("two.tar.gz"), TestImage.gzip(two.saved("two:1")));
    Map<String, byte[]> entries = archive(read("one.tar", "./two.tar.gz"));
    assertThat(entries.keySet()).filteredOn(name -> name.endsWith(".tar.zst")).hasSize(3);
    assertThat(entries.keySet()).filteredOn(name -> name.endsWith(".json")).hasSize(3);
    JsonNode manifest =
        Json.parse(
            new String(
                java.util.Objects.requireNonNull(entries.get("manifest.json")),
                StandardCharsets.UTF_8));
    assertThat(manifest.findValues("RepoTags")).hasSize(2).allMatch(JsonNode::isEmpty);
    assertThat(manifest.get(0).path("Layers").get(0))
        .isEqualTo(manifest.get(1).path("Layers").get(0));
  }

  @Test
  void theBytesDoNotDependOnWhereTheImageIsFrom() throws IOException {
    TestImage image = TestImage.of("amd64", "a", "b");
    Files.write(directory.resolve("saved.tar"), image.saved("app:1"));
    image.layout(directory.resolve("layout"), "app:1");
    Map<String, byte[]> saved = archive(read("saved.tar"));
    byte[] first = Files.readAllBytes(directory.resolve("images.tar"));
    archive(read("layout"));
    assertThat(saved).isNotEmpty();
    assertThat(Files.readAllBytes(directory.resolve("images.tar"))).isEqualTo(first);
  }

  @Test
  void anImageWithoutANameGetsOne() throws IOException {
    TestImage image = TestImage.of("amd64", "a");
    image.layout(directory.resolve("layout"), "1");
    Files.write(directory.resolve("saved.tar"), image.saved(""));
    assertThat(read("app:1=layout", "example.org/app=saved.tar"))
        .extracting(SourceImage::name)
        .containsExactly("app:1", "example.org/app:latest");
    assertThatThrownBy(() -> read("layout"))
        .hasMessageContaining("does not say what it is called: give --image NAME:TAG=");
    assertThatThrownBy(() -> read("saved.tar")).hasMessageContaining("has no name: save it by");
  }

  @Test
  void damageIsNoticedBeforeAnythingIsWritten() throws IOException {
    TestImage image = TestImage.of("amd64", "a");
    image.layout(directory.resolve("layout"), "app:1");
    Path layer =
        directory
            .resolve("layout/blobs/sha256")
            .resolve(ContentStore.hex(ContentStore.digest(TestImage.gzip(image.layers().get(0)))));
    byte[] bytes = Files.readAllBytes(layer);
    bytes[bytes.length - 9] ^= 1;
    Files.write(layer, bytes);
    assertThatThrownBy(() -> read("layout")).hasMessageContaining("does not have that digest");
    Files.delete(layer);
    assertThatThrownBy(() -> read("layout")).hasMessageContaining("it is not complete");

    TestImage other = TestImage.of("amd64", "b");
    TestImage mixed = new TestImage(other.layers(), image.config());
    Files.write(directory.resolve("mixed.tar"), mixed.saved("app:1"));
    List<SourceImage> images = read("mixed.tar");
    assertThatThrownBy(() -> archive(images)).hasMessageContaining("configuration says sha256:");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNotBlamedOnTheArchive() throws IOException {
    Path archive = directory.resolve("saved.tar");
    Files.write(archive, TestImage.of("amd64", "a").saved("app:1"));
    Path nowhere = directory.resolve("nowhere");
    assertThatThrownBy(
            () -> SavedImages.read(archive, nowhere, Optional.empty(), Architecture.AMD64))
        .isInstanceOf(CacheException.class)
        .hasMessageContainingAll("can't write the files of " + archive, "--cache");
  }

  @Test
  void whatIsNoImageIsSaid() throws IOException {
    Files.writeString(directory.resolve("text"), "no archive\n");
    Files.write(directory.resolve("other.tar"), TestImage.tar(Map.of("file", new byte[3])));
    Files.createDirectories(directory.resolve("folder"));
    assertThatThrownBy(() -> read("./missing.tar")).hasMessageContaining("is missing: give an OCI");
    assertThatThrownBy(() -> read("folder")).hasMessageContaining("is no OCI image layout");
    assertThatThrownBy(() -> read("other.tar")).hasMessageContaining("neither an archive of");
    assertThatThrownBy(() -> read("text")).hasMessageContaining("text");
    assertThatThrownBy(() -> read("No Such!"))
        .hasMessageStartingWith("'No Such!' is neither a file nor an image's name: ");
  }

  @Test
  void anArchiveReadsNothingOutsideOfIt() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    Map<String, byte[]> files = new LinkedHashMap<>();
    String manifest =
        "[{\"Config\":\"../secret\",\"RepoTags\":[\"a:1\"],\"Layers\":[\"" + secret + "\"]}]";
    files.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
    Files.write(directory.resolve("evil.tar"), TestImage.tar(files));
    assertThatThrownBy(() -> read("evil.tar"))
        .hasMessageContaining("has no ../secret: it is not complete");
  }

  @ParameterizedTest
  @CsvSource({
    "busybox,busybox:latest,,busybox",
    "app:1,app:1,,app",
    "team/app:1,team/app:1,,team/app",
    "localhost/app,localhost/app:latest,localhost,app",
    "h.example:5000/a/b:x.y_z,h.example:5000/a/b:x.y_z,h.example:5000,a/b",
    "h:5/app,h:5/app:latest,h:5,app"
  })
  void aNameIsTakenApartAsDockerDoes(String text, String name, String host, String repository)
      throws IOException {
    ImageReference reference = ImageReference.parse(text);
    assertThat(reference.name()).isEqualTo(name);
    assertThat(reference.registry()).isEqualTo(Optional.ofNullable(host));
    assertThat(reference.repository()).isEqualTo(repository);
  }

  @Test
  void aDigestNeedsATagBesideIt() throws IOException {
    String digest = "@sha256:" + "a".repeat(64);
    assertThat(ImageReference.parse("h.example/app:1" + digest).wanted())
        .isEqualTo(digest.substring(1));
    assertThatThrownBy(() -> ImageReference.parse("h.example/app" + digest))
        .hasMessageContaining("would have no name in Docker: give it a tag too");
  }

  @Test
  void aComposeFileSaysWhichImagesItWants() throws IOException {
    Path file = directory.resolve("compose.yaml");
    Files.writeString(
        file, "services:\n  web: {image: app:1}\n  db: {image: db}\n  v: {image: 'a:$TAG'}\n");
    assertThat(Appliance.of(file, Set.of("app:1")).absent()).containsExactly("db:latest");
    assertThat(Appliance.of(file, Set.of()).tree().entries())
        .containsKey("usr/lib/boot2docker/appliance/compose.yaml");
    Files.writeString(file, "services:\n  web: {build: .}\n");
    assertThatThrownBy(() -> Appliance.of(file, Set.of()))
        .hasMessageContaining("services.web is built, which can't be done at boot");
    Files.writeString(file, "version: '3'\n");
    assertThatThrownBy(() -> Appliance.of(file, Set.of())).hasMessageContaining("has no services");
    Files.writeString(file, "a: [\n");
    assertThatThrownBy(() -> Appliance.of(file, Set.of())).hasMessageContaining("is not YAML");
    assertThatThrownBy(() -> Appliance.of(directory.resolve("none"), Set.of()))
        .hasMessageContaining("does not exist: give a Compose file");
  }
}
