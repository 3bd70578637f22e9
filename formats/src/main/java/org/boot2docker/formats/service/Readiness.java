package org.boot2docker.formats.service;

import java.util.Optional;

/** How init sees that a service has become useful. */
public sealed interface Readiness {
  /** It is useful as soon as it runs. */
  record Started() implements Readiness {}

  /** It makes a file, such as a socket or a pid file. */
  record File(String path) implements Readiness {}

  /** It answers an HTTP request on a unix socket with status 200. */
  record Http(String socket, String request) implements Readiness {}

  /** It says so itself, with {@code READY=1} as in sd_notify(3). */
  record Notified() implements Readiness {}

  /**
   * It has ended; or it still runs after so many milliseconds, which is reported.
   *
   * @param limit milliseconds, from its start
   */
  record Ended(long limit) implements Readiness {}

  /**
   * Reads {@code notify}, {@code file:PATH}, {@code http:SOCKET:REQUEST-PATH} or {@code
   * exit:SECONDS}.
   */
  static Optional<Readiness> parse(String text) {
    if (text.equals("notify")) {
      return Optional.of(new Notified());
    }
    if (text.startsWith("file:/")) {
      return Optional.of(new File(text.substring("file:".length())));
    }
    int split = text.indexOf(":/", "http:/".length());
    if (text.startsWith("http:/") && split > 0) {
      return Optional.of(
          new Http(text.substring("http:".length(), split), text.substring(split + 1)));
    }
    if (text.startsWith("exit:")) {
      return ended(text.substring("exit:".length()));
    }
    return Optional.empty();
  }

  private static Optional<Readiness> ended(String seconds) {
    try {
      return Optional.of(new Ended(Long.parseLong(seconds) * 1000));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
