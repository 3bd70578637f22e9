package org.boot2docker.init.service;

import java.util.Optional;

/** How init sees that a service has become useful. */
sealed interface Readiness {
  /** It is useful as soon as it runs. */
  record Started() implements Readiness {}

  /** It makes a file, such as a socket or a pid file. */
  record File(String path) implements Readiness {}

  /** It answers an HTTP request on a unix socket with status 200. */
  record Http(String socket, String request) implements Readiness {}

  /** Reads {@code file:PATH} or {@code http:SOCKET:REQUEST-PATH}. */
  static Optional<Readiness> parse(String text) {
    if (text.startsWith("file:/")) {
      return Optional.of(new File(text.substring("file:".length())));
    }
    int split = text.indexOf(":/", "http:/".length());
    if (text.startsWith("http:/") && split > 0) {
      return Optional.of(
          new Http(text.substring("http:".length(), split), text.substring(split + 1)));
    }
    return Optional.empty();
  }
}
