package org.boot2docker.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.debian.download.DownloadListener;
import org.boot2docker.debian.download.Downloader;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.debian.download.Transport;
import org.boot2docker.debian.sources.MirrorChoice;
import org.boot2docker.debian.sources.Proxies;
import org.boot2docker.debian.testing.Tool;
import org.boot2docker.debian.trust.InstalledKeys;
import org.boot2docker.debian.trust.Keyring;
import org.boot2docker.debian.trust.SignatureException;
import org.boot2docker.debian.trust.SignedText;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks the mirror that this machine itself is configured for; needs the network. */
class OwnMirrorIntegrationTest {
  private static final Path ROOT = Path.of("/");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"trixie", "trixie-security"})
  void gpgvAgreesAboutARealReleaseFile(String suite) throws IOException {
    Map<String, String> environment = System.getenv();
    Mirror mirror =
        new MirrorChoice(
                Optional.empty(), Optional.empty(), environment, Optional.empty(), List.of())
            .find(ROOT);
    Transport transport = new Transport(Proxies.of(environment, ROOT), Duration.ofSeconds(20));
    Downloader downloader =
        new Downloader(new BlobCache(directory), transport, Retry.DEFAULT, DownloadListener.SILENT);
    URI location = mirror.bases(suite).get(0).resolve("dists/" + suite + "/InRelease");
    byte[] real = downloader.fetchSmall(location, 1 << 20);
    byte[] fake =
        new String(real, StandardCharsets.UTF_8)
            .replace("Suite: stable", "Suite: stabel")
            .getBytes(StandardCharsets.UTF_8);

    Keyring keyring = InstalledKeys.find(ROOT).orElseThrow();
    SignedText signed = keyring.verify(real, suite, Instant.now());
    assertThat(Release.parse(signed.text(), suite).codename()).isEqualTo(suite);
    assertThat(gpgv(real)).isTrue();

    assertThat(gpgv(fake)).isFalse();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> keyring.verify(fake, suite, Instant.now()))
        .isInstanceOf(SignatureException.class);
  }

  private boolean gpgv(byte[] message) throws IOException {
    Path file = Files.write(directory.resolve("InRelease"), message);
    String keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
    return Tool.run(directory, List.of("gpgv", "--keyring", keyring, file.toString())).status()
        == 0;
  }
}
