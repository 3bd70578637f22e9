package org.boot2docker.builder.release;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.builder.lock.LockedRepository;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.image.Manifest;

/** Package URLs (purl-spec). */
final class Purl {
  private Purl() {}

  /**
   * Of type deb. Its namespace is the vendor, by which scanners choose the advisories that they
   * look into: that of a repository which is not Debian's has the name that the description gives
   * it.
   */
  static String of(LockedPackage each, Lock lock) {
    Optional<LockedRepository> repository = lock.repositoryOf(each);
    String url = repository.map(LockedRepository::url).orElse("");
    return "pkg:deb/%s/%s@%s?arch=%s&distro=%s"
            .formatted(
                encoded(repository.map(LockedRepository::name).orElse("debian")),
                encoded(each.name()),
                encoded(each.version()),
                each.architecture(),
                encoded(repository.map(LockedRepository::dist).orElse(each.suite())))
        + (each.fromSource() ? "&file_name=" + encoded(each.fileName()) : "")
        + (url.isEmpty() ? "" : "&repository_url=" + encoded(url));
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

  /** Of what is linked into our own programs; TeaVM is the only one that a registry has. */
  static String of(Manifest.Linked each) {
    String place = each.name().startsWith("teavm-") ? "maven/org.teavm" : "generic";
    return "pkg:%s/%s@%s".formatted(place, encoded(each.name()), encoded(each.version()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%7E", "~");
  }
}
