package org.boot2docker.builder.release;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.debian.archive.LockedPackage;

/** Package URLs (purl-spec). */
final class Purl {
  private Purl() {}

  /** Of type deb. */
  static String of(LockedPackage each) {
    return "pkg:deb/debian/%s@%s?arch=%s&distro=%s"
            .formatted(
                encoded(each.name()), encoded(each.version()), each.architecture(), each.suite())
        + (each.fromSource() ? "&file_name=" + encoded(each.fileName()) : "");
  }

  /** Of type docker. */
  static String of(LockedImage each) {
    String repository = each.repository();
    String host = repository.substring(0, Math.max(0, repository.indexOf('/')));
    // As Docker does: a first part without a dot, colon or "localhost" is no host.
    boolean named = host.matches(".*[.:].*|localhost");
    String path = named ? repository.substring(host.length() + 1) : repository;
    return "pkg:docker/%s@%s".formatted(encoded(path).replace("%2F", "/"), encoded(each.tag()))
        + (named ? "?repository_url=" + encoded(host) : "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%7E", "~");
  }
}
