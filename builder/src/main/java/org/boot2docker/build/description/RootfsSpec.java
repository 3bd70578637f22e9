package org.boot2docker.build.description;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The step rootfs: user land.
 *
 * @param packages packages and the files taken from them
 * @param libraries packages taken for the shared libraries that some program needs
 * @param certificates how the CA bundle is made, if it is
 * @param applets names for the applets of a multi-call program
 * @param overlay directories with files that go into the image as they are, later ones over earlier
 *     ones
 * @param links symbolic links, path to target
 * @param attributes paths whose owner or mode is not the usual, directories with a slash at the end
 */
public record RootfsSpec(
    List<PackageSpec> packages,
    List<String> libraries,
    Optional<Certificates> certificates,
    Optional<Applets> applets,
    List<Path> overlay,
    Map<String, String> links,
    Map<String, AttributeSpec> attributes) {

  /**
   * All CA certificates in one file.
   *
   * @param from directory of the image with a PEM file for each; it does not stay in the image
   * @param to the bundle
   */
  public record Certificates(String from, String to) {}

  /**
   * Symbolic links to a multi-call program such as busybox.
   *
   * @param program where the program is
   * @param paths the links
   */
  public record Applets(String program, List<String> paths) {}

  /**
   * Owner and mode by name, as in {@code 0640 root shadow}.
   *
   * @param mode permission bits
   * @param user a name in the overlay's etc/passwd
   * @param group a name in the overlay's etc/group
   */
  public record AttributeSpec(int mode, String user, String group) {}
}
