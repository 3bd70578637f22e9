package org.boot2docker.builder.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;

/**
 * What bills of materials of an image say.
 *
 * @param sha256 of the image
 * @param tool version of this program
 * @param copyrights copyright files by package
 */
record SbomInput(
    Manifest manifest,
    String sha256,
    String tool,
    Lock lock,
    List<ImageFile> files,
    Map<String, String> copyrights) {

  /** Each package once: some are needed in two steps. */
  List<LockedPackage> packages() {
    return packages(lock);
  }

  static List<LockedPackage> packages(Lock lock) {
    Map<String, LockedPackage> packages = new LinkedHashMap<>();
    lock.all().forEach(each -> packages.putIfAbsent(each.sha256(), each));
    return List.copyOf(packages.values());
  }

  String purl(LockedPackage each) {
    return Purl.of(each, lock);
  }

  /** The packages of a file: of those of one name, all that are locked. */
  List<LockedPackage> packagesOf(ImageFile file) {
    return packages().stream().filter(each -> file.packages().contains(each.name())).toList();
  }

  SortedSet<String> licences(String name) {
    return Licences.of(copyrights.getOrDefault(name, ""));
  }

  /** Of all packages of a file. */
  SortedSet<String> licences(ImageFile file) {
    SortedSet<String> all = new TreeSet<>();
    file.packages().forEach(name -> all.addAll(licences(name)));
    return all;
  }

  /** The container images. */
  List<LockedImage> images() {
    return lock.images();
  }

  /** The libraries in our own programs. */
  List<Manifest.Linked> linked() {
    return manifest.linked();
  }

  /** Those in one file. */
  List<Manifest.Linked> linkedInto(ImageFile file) {
    return linked().stream()
        .filter(each -> file.in().equals(ImageFile.INITRAMFS) && each.files().contains(file.path()))
        .toList();
  }

  /** The package URLs of everything that the image is made of. */
  List<String> purls() {
    Stream<String> packages = packages().stream().map(this::purl);
    Stream<String> images = images().stream().map(Purl::of);
    return Stream.of(packages, images, linked().stream().map(Purl::of))
        .flatMap(each -> each)
        .toList();
  }
}
