package org.boot2docker.builder.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.description.ImageSource;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Images from Debian's docker-registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryTest {
  private Path directory = Path.of("");
  private Optional<Process> process = Optional.empty();
  private String registry = "";

  @BeforeAll
  void startRegistry(@TempDir Path temporary) throws Exception {
    directory = temporary;
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    registry = "127.0.0.1:" + port;
    Path config = directory.resolve("config.yml");
    Files.writeString(
        config,
        "version: 0.1\nstorage: {filesystem: {rootdirectory: "
            + directory.resolve("data")
            + "}}\nhttp: {addr: '"
            + registry
            + "'}\n");
    Path log = directory.resolve("log");
    Process started =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process = Optional.of(started);
    for (int tries = 0; !answers(port); tries++) {
      assertThat(started.isAlive() && tries < 300).as(Files.readString(log)).isTrue();
      Thread.sleep(100);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @AfterAll
  void stopRegistry() {
    process.ifPresent(Process::destroy);
  }

  private URI base() {
    return URI.create("http://" + registry + "/");
  }

  private List<SourceImage> fetch(
      Path cache, Optional<List<LockedImage>> locked, Optional<String> standard, String... images)
      throws IOException {
    List<ImageSource> sources = new ArrayList<>();
    for (String image : images) {
      sources.add(ImageSource.of(image, directory, true));
    }
    ContainersSpec spec = new ContainersSpec(sources, Optional.empty(), standard);
    Containers.Surroundings surroundings =
        new Containers.Surroundings(
            cache,
            Architecture.AMD64,
            ProxySelector.of(null),
            new Credentials(Map.of("HOME", directory.toString())),
            line -> {});
    try (Containers containers = Containers.fetch(spec, locked, surroundings)) {
      return containers.images();
    }
  }

  private List<SourceImage> fetch(Path cache, String... images) throws IOException {
    return fetch(cache, Optional.empty(), Optional.empty(), images);
  }

  @Test
  void anImageIsFetchedByItsTagAndWhatIsHereIsNotFetchedAgain(@TempDir Path cache)
      throws Exception {
    TestImage image = TestImage.of("amd64", "a", "b");
    image.push(base(), "some/app", "1");
    String name = registry + "/some/app:1";
    SourceImage fetched = fetch(cache, name).get(0);
    assertThat(fetched.name()).isEqualTo(name);
    assertThat(fetched.id()).isEqualTo(image.id());
    assertThat(fetched.manifest()).isEqualTo(ContentStore.digest(image.manifest()));
    assertThat(fetched.layers())
        .extracting(SourceImage.Layer::diffId)
        .containsExactlyElementsOf(image.layers().stream().map(ContentStore::digest).toList());
    // By the digest nothing needs the registry any more.
    List<LockedImage> lock = List.of(new LockedImage(name, fetched.manifest(), fetched.id()));
    String gone = "127.0.0.1:1/some/app:1";
    List<LockedImage> elsewhere = List.of(new LockedImage(gone, fetched.manifest(), fetched.id()));
    assertThat(fetch(cache, Optional.of(lock), Optional.empty(), name).get(0).id())
        .isEqualTo(image.id());
    assertThat(fetch(cache, Optional.of(elsewhere), Optional.empty(), gone).get(0).id())
        .isEqualTo(image.id());
  }

  @Test
  void aLockKeepsAnImageThatHasMovedOn(@TempDir Path cache) throws Exception {
    TestImage old = TestImage.of("amd64", "old");
    TestImage newer = TestImage.of("amd64", "newer");
    String name = registry + "/moving:1";
    old.push(base(), "moving", "1");
    newer.push(base(), "moving", "1");
    List<LockedImage> lock =
        List.of(new LockedImage(name, ContentStore.digest(old.manifest()), old.id()));
    assertThat(fetch(cache, name).get(0).id()).isEqualTo(newer.id());
    assertThat(fetch(cache, Optional.of(lock), Optional.empty(), name).get(0).id())
        .isEqualTo(old.id());
    String digest = name + "@" + ContentStore.digest(old.manifest());
    assertThat(fetch(cache, digest).get(0).id()).isEqualTo(old.id());
    assertThat(fetch(cache, Optional.of(lock), Optional.empty(), digest).get(0).id())
        .isEqualTo(old.id());
    String other = name + "@" + ContentStore.digest(newer.manifest());
    assertThatThrownBy(() -> fetch(cache, Optional.of(lock), Optional.empty(), other))
        .as("a digest that is not the lock's")
        .hasMessageContaining("and the lock has " + old.id());
    assertThatThrownBy(() -> fetch(cache, Optional.of(lock), Optional.empty()))
        .as("an image of the lock that nothing names")
        .hasMessageContaining("the lock has the image " + name);
    assertThatThrownBy(() -> fetch(cache, Optional.of(List.of()), Optional.empty(), name))
        .hasMessageContaining("the lock does not have the image " + name);
  }

  @Test
  void ofAnIndexTheImageForTheArchitectureIsTaken(@TempDir Path cache) throws Exception {
    TestImage amd64 = TestImage.of("amd64", "pc");
    TestImage arm64 = TestImage.of("arm64", "arm");
    amd64.push(base(), "multi", "amd64");
    arm64.push(base(), "multi", "arm64");
    HttpClient client = HttpClient.newHttpClient();
    byte[] both = TestImage.index(Map.of("amd64", amd64, "arm64", arm64));
    TestImage.putManifest(client, base(), "multi", "both", MediaTypes.INDEX, both);
    byte[] one = TestImage.index(Map.of("arm64", arm64));
    TestImage.putManifest(client, base(), "multi", "one", MediaTypes.INDEX, one);
    assertThat(fetch(cache, registry + "/multi:both").get(0).id()).isEqualTo(amd64.id());
    assertThatThrownBy(() -> fetch(cache, registry + "/multi:one"))
        .hasMessageContaining("is not there for linux/amd64, but for linux/arm64");
    assertThatThrownBy(() -> fetch(cache, registry + "/multi:arm64"))
        .hasMessageContaining("is for linux/arm64, not linux/amd64");
  }

  @Test
  void aNameWithoutHostIsLookedForInTheRegistryThatIsGiven(@TempDir Path cache) throws Exception {
    TestImage image = TestImage.of("amd64", "x");
    image.push(base(), "library/tiny", "latest");
    SourceImage fetched = fetch(cache, Optional.empty(), Optional.of(registry), "tiny").get(0);
    assertThat(fetched.name()).isEqualTo("tiny:latest");
    String whole = "docker.io/library/tiny:latest";
    assertThat(fetch(cache, Optional.empty(), Optional.of(registry), whole).get(0).name())
        .as("as Docker calls it")
        .isEqualTo("tiny:latest");
    assertThatThrownBy(() -> fetch(cache, "tiny"))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("the image tiny:latest names no registry: give it as HOST/tiny");
  }

  @Test
  void whatIsNotThereIsSaid(@TempDir Path cache) {
    assertThatThrownBy(() -> fetch(cache, registry + "/nothing:1"))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("/v2/nothing/manifests/1 is not there: correct the image's name");
  }
}
