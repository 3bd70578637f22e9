package org.boot2docker.builder.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.download.Retry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that asks for tokens, sends elsewhere, stumbles and lies. */
class RegistryClientTest {
  private final Map<String, byte[]> answers = new HashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final TestImage image = image();

  @TempDir private Path directory;
  private Optional<HttpServer> registry = Optional.empty();
  private Optional<HttpServer> storage = Optional.empty();
  private Optional<String> realm = Optional.empty();
  private final AtomicInteger limits = new AtomicInteger();
  private String pause = "";
  private boolean wantsToken;
  private boolean redirects;
  private boolean storageWantsToken;

  private static TestImage image() {
    try {
      return TestImage.of("amd64", "file");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    registry = Optional.of(server(this::registry));
    storage = Optional.of(server(this::storage));
    image.blobs().forEach((digest, bytes) -> answers.put("/v2/app/blobs/" + digest, bytes));
    answers.put("/v2/app/manifests/1", image.manifest());
  }

  @AfterEach
  void stop() {
    registry.ifPresent(server -> server.stop(0));
    storage.ifPresent(server -> server.stop(0));
  }

  private HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          requests.add(
              exchange.getLocalAddress().getPort()
                  + exchange.getRequestURI().toString()
                  + " "
                  + authorization);
          handler.handle(exchange);
        });
    server.start();
    return server;
  }

  private static int port(Optional<HttpServer> server) {
    return server.orElseThrow().getAddress().getPort();
  }

  private String host() {
    return "127.0.0.1:" + port(registry);
  }

  private byte[] blob(HttpExchange exchange) {
    return answers.getOrDefault(exchange.getRequestURI().getPath(), new byte[0]);
  }

  private void registry(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (path.equals("/token")) {
      boolean allowed = "Basic dXNlcjpzZWNyZXQ=".equals(authorization);
      send(exchange, allowed ? 200 : 401, "{\"token\":\"t0ken\"}".getBytes(StandardCharsets.UTF_8));
    } else if (limits.getAndDecrement() > 0) {
      if (!pause.isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", pause);
      }
      send(exchange, 429, new byte[0]);
    } else if (failures.getAndDecrement() > 0) {
      send(exchange, 503, new byte[0]);
    } else if (wantsToken && !"Bearer t0ken".equals(authorization)) {
      exchange
          .getResponseHeaders()
          .set(
              "WWW-Authenticate",
              "Bearer realm=\""
                  + realm.orElse("http://" + host() + "/token")
                  + "\",service=\"the registry\",scope=\"repository:app:pull\"");
      send(exchange, 401, new byte[0]);
    } else if (!answers.containsKey(path)) {
      send(exchange, 404, new byte[0]);
    } else if (redirects && path.contains("/blobs/")) {
      exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port(storage) + path);
      send(exchange, 307, new byte[0]);
    } else {
      send(exchange, 200, blob(exchange));
    }
  }

  private void storage(HttpExchange exchange) throws IOException {
    if (storageWantsToken) {
      exchange
          .getResponseHeaders()
          .set("WWW-Authenticate", "Bearer realm=\"http://127.0.0.1:" + port(storage) + "/token\"");
    }
    send(exchange, storageWantsToken ? 401 : 200, blob(exchange));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private SourceImage fetch() throws IOException {
    RegistryClient client =
        new RegistryClient(
            ProxySelector.of(null),
            Duration.ofSeconds(20),
            new Retry(3, Duration.ofMillis(1)),
            new Credentials(Map.of("DOCKER_CONFIG", directory.toString())),
            line -> {});
    return new RegistryImages(
            client,
            new ContentStore(directory.resolve("store")),
            Optional.empty(),
            Architecture.AMD64,
            line -> {})
        .image(ImageReference.parse(host() + "/app:1"), Optional.empty());
  }

  private void login() throws IOException {
    Files.writeString(
        directory.resolve("config.json"),
        "{\"auths\":{\"" + host() + "\":{\"auth\":\"dXNlcjpzZWNyZXQ=\"}}}");
  }

  @Test
  void aTokenIsAskedForOnceAndStaysWithItsServer() throws IOException {
    wantsToken = true;
    redirects = true;
    login();
    assertThat(fetch().id()).isEqualTo(image.id());
    assertThat(requests).filteredOn(request -> request.contains("/token?")).hasSize(1);
    assertThat(requests)
        .filteredOn(request -> request.contains("/token?"))
        .singleElement()
        .asString()
        .contains("service=the+registry&scope=repository%3Aapp%3Apull", "Basic ");
    assertThat(requests)
        .filteredOn(request -> request.startsWith(String.valueOf(port(storage))))
        .hasSize(2)
        .allMatch(request -> request.endsWith(" null"));
  }

  @Test
  void whereARegistryLeadsToGetsNoPassword() throws IOException {
    redirects = true;
    storageWantsToken = true;
    login();

    assertThatThrownBy(this::fetch)
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("does not let us read app");

    assertThat(requests)
        .filteredOn(request -> request.startsWith(String.valueOf(port(storage))))
        .isNotEmpty()
        .allMatch(request -> request.endsWith(" null"));
  }

  @Test
  void whoIsNotKnownIsToldToLogIn() {
    wantsToken = true;
    assertThatThrownBy(this::fetch)
        .isInstanceOf(BuildException.class)
        .hasMessage(
            "the registry "
                + host()
                + " does not let us read app: correct the name, or run docker login "
                + host());
  }

  @Test
  void aTokenFromAnotherComputerIsNotAskedForWithoutTls() throws IOException {
    wantsToken = true;
    realm = Optional.of("http://192.0.2.1/token");
    login();
    assertThatThrownBy(this::fetch)
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("http://192.0.2.1/token?")
        .hasMessageContaining("without TLS: it is not asked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https:///token", "https://a.example:99999/token", "http:token"})
  void aTokenFromNoAddressIsRefused(String address) {
    wantsToken = true;
    realm = Optional.of(address);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(BuildException.class)
        .hasMessageStartingWith(host() + " wants a token from " + address)
        .hasMessageContaining("is no address of a server: name another registry");
  }

  @Test
  void aRegistryThatStumblesIsAskedAgain() throws IOException {
    failures.set(2);
    assertThat(fetch().id()).isEqualTo(image.id());
    failures.set(100);
    assertThatThrownBy(this::fetch).hasMessageContaining("answers 503 (tried 3 times)");
  }

  @Test
  void aRegistryThatLimitsRequestsIsAskedAgainAfterAShortTime() throws IOException {
    pause = "1";
    limits.set(1);
    long start = System.nanoTime();
    assertThat(fetch().id()).isEqualTo(image.id());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void aRegistryThatDoesNotSayHowLongItLimitsRequestsIsTriedAgain() throws IOException {
    limits.set(1);
    assertThat(fetch().id()).isEqualTo(image.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3600", "Mon, 30 Nov 2026 17:00:00 GMT", "0"})
  void aRegistryThatGoesOnLimitingRequestsIsLeftAlone(String answer) {
    pause = answer;
    limits.set(100);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(BuildException.class)
        .hasMessage(
            "the registry "
                + host()
                + " limits requests: run docker login "
                + host()
                + ", or try later");
    assertThat(requests).hasSizeLessThanOrEqualTo(answer.equals("3600") ? 1 : 6);
  }

  @Test
  void bytesThatAreNotThoseOfTheDigestAreRefusedAndNotKept() throws IOException {
    String layer = ContentStore.digest(TestImage.gzip(image.layers().get(0)));
    byte[] bytes = answers.get("/v2/app/blobs/" + layer).clone();
    bytes[bytes.length / 2] ^= 1;
    answers.put("/v2/app/blobs/" + layer, bytes);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(", not " + layer + ": it is damaged or tampered with");
    answers.put("/v2/app/blobs/" + layer, new byte[bytes.length + 1]);
    assertThatThrownBy(this::fetch).hasMessageContaining("is longer than the " + bytes.length);
    answers.put("/v2/app/blobs/" + layer, new byte[bytes.length - 1]);
    assertThatThrownBy(this::fetch).hasMessageContaining(" of " + bytes.length + " bytes");
    try (var files = Files.walk(directory.resolve("store"))) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .doesNotContain(ContentStore.hex(layer))
          .noneMatch(name -> name.startsWith(".partial"));
    }
  }

  @Test
  void whatAPowerCutTruncatedInTheCacheIsFetchedAgain() throws IOException {
    SourceImage first = fetch();
    List<Path> kept;
    try (var files = Files.walk(directory.resolve("store"))) {
      kept = files.filter(Files::isRegularFile).toList();
    }
    assertThat(kept).hasSize(3);
    for (Path file : kept) {
      Files.write(file, new byte[0]);
    }

    SourceImage again = fetch();

    assertThat(again.config()).isEqualTo(first.config());
    assertThat(kept).allSatisfy(file -> assertThat(file).isNotEmptyFile());
  }

  @Test
  void aKeptConfigurationOfZerosIsFetchedAgain() throws IOException {
    String hex = ContentStore.hex(image.id());
    fetch();
    Path file = directory.resolve("store/sha256").resolve(hex.substring(0, 2)).resolve(hex);
    Files.write(file, new byte[Math.toIntExact(Files.size(file))]);

    fetch();

    assertThat(ContentStore.digest(Files.readAllBytes(file))).isEqualTo(image.id());
  }

  @Test
  void anEndlessManifestEnds() {
    answers.put("/v2/app/manifests/1", new byte[SourceImage.LARGEST_MANIFEST + 1]);
    assertThatThrownBy(this::fetch).hasMessageContaining("is longer than 4 MiB");
  }

  @Test
  void whatIsNoManifestIsSaid() {
    answers.put("/v2/app/manifests/1", "<html>".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::fetch).hasMessageContaining("the manifest of ", "is not JSON");
    answers.put(
        "/v2/app/manifests/1",
        "{\"config\":{\"digest\":\"md5:1\",\"size\":1}}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::fetch).hasMessageContaining("only sha256 digests are known");
  }
}
