package org.boot2docker.builder.release;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.image.Manifest;

/** Versions by name. A container image and a package of one name are two things. */
final class PackageVersions {
  private static final String IMAGES = "images";

  private final SortedMap<String, TreeSet<String>> versions = new TreeMap<>();

  private PackageVersions() {}

  static SortedMap<String, String> of(Manifest manifest) {
    PackageVersions all = new PackageVersions();
    for (Manifest.Component each : manifest.packages()) {
      boolean image = each.step().equals(IMAGES);
      all.add(image ? image(each.name()) : each.name(), each.version());
    }
    return all.joined();
  }

  /** Names what the manifest of its image names, in the same way. */
  static SortedMap<String, String> of(Lock lock) {
    PackageVersions all = new PackageVersions();
    for (LockedPackage each : lock.all()) {
      all.add(each.name(), each.version());
    }
    for (LockedImage each : lock.images()) {
      all.add(image(each.repository()), each.tag());
    }
    return all.joined();
  }

  private static String image(String name) {
    return "image " + name;
  }

  private void add(String name, String version) {
    versions.computeIfAbsent(name, unknown -> new TreeSet<>()).add(version);
  }

  /** A package may be there twice, and an image with several tags. */
  private SortedMap<String, String> joined() {
    SortedMap<String, String> joined = new TreeMap<>();
    versions.forEach((name, all) -> joined.put(name, String.join(", ", all)));
    return joined;
  }
}
