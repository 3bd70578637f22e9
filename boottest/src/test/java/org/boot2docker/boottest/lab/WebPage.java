package org.boot2docker.boottest.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A page that a container serves on a port of this machine.
 *
 * @param address host and port, and the path behind them
 */
public record WebPage(String address) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The main page of a port. */
  public static WebPage at(String host, int port) {
    return new WebPage(host + ":" + port + "/index.html");
  }

  /** Waits until it has a text. */
  public void awaitText(String wanted) throws IOException {
    Instant end = Instant.now().plus(LIMIT);
    while (!text().contains(wanted)) {
      assertThat(Instant.now()).as("%s has the text '%s'", address, wanted).isBefore(end);
      Pause.seconds(1);
    }
  }

  /** Waits until nobody answers. */
  public void awaitNone() throws IOException {
    Instant end = Instant.now().plus(LIMIT);
    while (!text().isEmpty()) {
      assertThat(Instant.now()).as("%s is gone", address).isBefore(end);
      Pause.seconds(1);
    }
  }

  /** What is served there; nothing when nobody answers. */
  public String text() {
    try (InputStream in = URI.create("http://" + address).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
