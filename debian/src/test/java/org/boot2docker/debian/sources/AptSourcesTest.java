package org.boot2docker.debian.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.boot2docker.debian.archive.Mirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
  @TempDir Path root;

  private void write(String path, String text) throws IOException {
    Path file = root.resolve("etc/apt").resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private Optional<Mirror> find() throws IOException {
    return AptSources.findMirror(root);
  }

  private static List<URI> uris(String... texts) {
    return java.util.stream.Stream.of(texts).map(URI::create).toList();
  }

  @Test
  void theOneLineFormatIsRead() throws IOException {
    write(
        "sources.list",
        """
        # deb http://commented.example/debian trixie main
        deb-src http://source.example/debian trixie main
        deb cdrom:[Debian GNU/Linux 13]/ trixie main
        deb [ arch=amd64,arm64 signed-by="/usr/share/keyrings/debian-archive-keyring.gpg" ] http://a.example/debian/ trixie main contrib # here
          deb\thttps://b.example/debian\ttrixie-updates\tmain
        deb http://s.example/debian-security trixie-security main
        deb mirror+file:/etc/apt/mirrors.txt trixie main
        """);
    Mirror mirror = find().orElseThrow();
    assertThat(mirror.main())
        .isEqualTo(uris("http://a.example/debian/", "https://b.example/debian/"));
    assertThat(mirror.security()).isEqualTo(uris("http://s.example/debian-security/"));
  }

  @Test
  void theStanzaFormatIsRead() throws IOException {
    write(
        "sources.list.d/debian.sources",
        """
        Types: deb deb-src
        # a comment
        URIs: http://a.example/debian http://b.example/debian
        Suites: bookworm bookworm-updates
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

        Enabled: no
        Types: deb
        URIs: http://off.example/debian
        Suites: bookworm
        Components: main

        Types: deb
        URIs: http://a.example/debian-security
        Suites: bookworm-security
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
        """);
    Mirror mirror = find().orElseThrow();
    assertThat(mirror.main())
        .isEqualTo(uris("http://a.example/debian/", "http://b.example/debian/"));
    assertThat(mirror.bases("trixie-security"))
        .isEqualTo(uris("http://a.example/debian-security/"));
    assertThat(mirror.bases("trixie")).isEqualTo(mirror.main());
  }

  @Test
  void thirdPartiesAreNotTakenForDebian() throws IOException {
    write(
        "sources.list.d/third.list",
        """
        deb [signed-by=/etc/apt/keyrings/cli.gpg] https://cli.example/packages stable main
        deb https://chrome.example/linux/chrome/deb/ stable main
        deb https://docker.example/linux/debian trixie stable
        deb https://node.example/node_20.x nodistro main
        deb http://ubuntu.example/ubuntu noble main
        deb http://flat.example/debian ./
        deb http://flat.example/debian trixie/
        """);
    write("sources.list.d/broken.sources", "this is no stanza\n");
    write("sources.list.d/off.list.disabled", "deb http://off.example/debian trixie main\n");
    write("sources.list", "deb http://a.example/debian trixie main\n");
    assertThat(find().orElseThrow().main()).isEqualTo(uris("http://a.example/debian/"));
  }

  @Test
  void aMirrorUnderAnotherPathIsTakenWhenNothingIsMoreLikely() throws IOException {
    write("sources.list", "deb http://local.example/mirror trixie main\n");
    Mirror mirror = find().orElseThrow();
    assertThat(mirror.main()).isEqualTo(uris("http://local.example/mirror/"));
    assertThat(mirror.security())
        .isEqualTo(uris("http://local.example/mirror-security/", "http://local.example/mirror/"));
  }

  @Test
  void withoutAMirrorItIsSaidHowToNameOne() throws IOException {
    assertThat(find()).isEmpty();
    assertThatThrownBy(() -> choice(Optional.empty(), Map.of()).find(root))
        .hasMessageContaining("--mirror")
        .hasMessageContaining("BOOT2DOCKER_MIRROR")
        .hasMessageContaining("description file")
        .hasMessageNotContaining("\n");
  }

  @Test
  void optionComesBeforeEnvironmentAndThatBeforeApt() throws IOException {
    write("sources.list", "deb http://apt.example/debian trixie main\n");
    Map<String, String> environment =
        Map.of(
            "BOOT2DOCKER_MIRROR", "http://env.example/debian",
            "BOOT2DOCKER_SECURITY_MIRROR", "http://env.example/sec");
    assertThat(choice(Optional.empty(), Map.of()).find(root).main())
        .isEqualTo(uris("http://apt.example/debian/"));
    Mirror fromEnvironment = choice(Optional.empty(), environment).find(root);
    assertThat(fromEnvironment.main()).isEqualTo(uris("http://env.example/debian/"));
    assertThat(fromEnvironment.security()).isEqualTo(uris("http://env.example/sec/"));
    Mirror option = choice(Optional.of("file:///srv/debian"), environment).find(root);
    assertThat(option.main()).isEqualTo(uris("file:///srv/debian/"));
    assertThat(option.packageBases("trixie"))
        .isEqualTo(uris("file:///srv/debian/", "http://old.example/x/"));
  }

  @Test
  void aBadUrlIsNamedWithWhereItIsFrom() {
    assertThatThrownBy(() -> choice(Optional.of("ftp://x/debian"), Map.of()).find(root))
        .hasMessageContaining("ftp://x/debian")
        .hasMessageContaining("--mirror");
  }

  private static MirrorChoice choice(Optional<String> option, Map<String, String> environment) {
    return new MirrorChoice(
        option, Optional.empty(), environment, Optional.empty(), List.of("http://old.example/x"));
  }

  @Test
  void proxiesComeFromTheEnvironmentAndFromApt() throws IOException {
    write("apt.conf.d/80proxy", "// comment\nAcquire::http::Proxy \"http://apt.example:3142/\";\n");
    assertThat(proxy(Map.of(), "http://a.example/")).isEqualTo("apt.example:3142");
    assertThat(proxy(Map.of(), "https://a.example/")).isEqualTo("DIRECT");
    Map<String, String> environment =
        Map.of("http_proxy", "http://env.example:8080", "no_proxy", "localhost,.inner.example");
    assertThat(proxy(environment, "http://a.example/")).isEqualTo("env.example:8080");
    assertThat(proxy(environment, "http://x.inner.example/")).isEqualTo("DIRECT");
    assertThat(proxy(environment, "http://localhost/")).isEqualTo("DIRECT");
    assertThatThrownBy(() -> proxy(Map.of("http_proxy", "socks5://x:1"), "http://a.example/"))
        .hasMessageContaining("socks5://x:1");
  }

  @Test
  void thisMachineAndWhatNoProxyNamesAreAskedDirectly() throws IOException {
    Map<String, String> environment =
        Map.of(
            "http_proxy",
            "http://env.example:8080",
            "no_proxy",
            "10.0.0.0/8, a.example:5000,192.168.1.7,b.example:80");
    for (String local : List.of("localhost:5000", "127.0.0.1", "127.8.9.1:80", "[::1]:5000")) {
      assertThat(proxy(environment, "http://" + local + "/v2/")).as(local).isEqualTo("DIRECT");
    }
    assertThat(proxy(environment, "http://10.200.0.1/")).isEqualTo("DIRECT");
    assertThat(proxy(environment, "http://11.0.0.1/")).isEqualTo("env.example:8080");
    assertThat(proxy(environment, "http://192.168.1.7/")).isEqualTo("DIRECT");
    assertThat(proxy(environment, "http://a.example:5000/")).isEqualTo("DIRECT");
    assertThat(proxy(environment, "http://b.example/")).isEqualTo("DIRECT");
    assertThat(proxy(environment, "http://a.example:5001/")).isEqualTo("env.example:8080");
  }

  @Test
  void theProxyOfAptIsForArchivesOnly() throws IOException {
    assertThat(Proxies.of(Map.of()).select(URI.create("http://a.example/")))
        .containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void aProxyWithAPasswordIsRefusedWithoutPrintingIt() throws IOException {
    assertThatThrownBy(
            () -> proxy(Map.of("HTTPS_PROXY", "http://me:secret@p.example:3128"), "http://a/"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the proxy p.example:3128 needs a user name, which isn't supported: name another one in"
                + " HTTPS_PROXY");
    assertThatThrownBy(() -> proxy(Map.of("http_proxy", "me:sec ret@p.example:3128"), "http://a/"))
        .hasMessageContaining("unset http_proxy")
        .message()
        .doesNotContain("ret");
    write("apt.conf.d/80proxy", "Acquire::http::Proxy \"http://me@apt.example\";\n");
    assertThatThrownBy(() -> proxy(Map.of(), "http://a.example/"))
        .hasMessageContainingAll(
            "apt.example:80 needs a user name", "Acquire::http::Proxy in ", "80proxy");
    assertThat(proxy(Map.of("http_proxy", "http://env.example:1"), "http://a.example/"))
        .isEqualTo("env.example:1");
  }

  private String proxy(Map<String, String> environment, String uri) throws IOException {
    Proxy proxy = Proxies.of(environment, root).select(URI.create(uri)).get(0);
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : "DIRECT";
  }
}
