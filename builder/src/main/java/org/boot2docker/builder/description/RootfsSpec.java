package org.boot2docker.builder.description;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.boot2docker.formats.tree.FileTree;

/**
 * The step rootfs: user land.
 *
 * @param packages packages and the files taken from them
 * @param libraries packages taken for the shared libraries that some program needs
 * @param stubs libraries that are replaced by ones that do nothing, by SONAME
 * @param strip whether ELF files lose their section headers
 * @param gunzip folders whose compressed files are unpacked
 * @param certificates how the CA bundle is made, if it is
 * @param applets names for the applets of a multi-call program
 * @param overlay files that go into the image as they are
 * @param links symbolic links, path to target
 * @param attributes paths whose owner or mode is not the usual, directories with a slash at the end
 */
public record RootfsSpec(
    List<PackageSpec> packages,
    List<LibrarySpec> libraries,
    SortedMap<String, StubSpec> stubs,
    boolean strip,
    List<FolderSpec> gunzip,
    Optional<Certificates> certificates,
    Optional<Applets> applets,
    FileTree overlay,
    SortedMap<String, String> links,
    SortedMap<String, AttributeSpec> attributes) {

  /**
   * A library whose functions do next to nothing.
   *
   * @param version the symbols' version
   * @param functions by name, what each does
   */
  public record StubSpec(String version, SortedMap<String, StubFunction> functions) {}

  /** What a function of a stub does. */
  public sealed interface StubFunction {

    /**
     * It returns a number.
     *
     * @param number sign-extended to the width of what the caller expects
     */
    record Returns(int number) implements StubFunction {}

    /** It is no function, but a pointer that is null. */
    record NullPointer() implements StubFunction {}
  }

  /**
   * All CA certificates in one file.
   *
   * @param from directory of the image with a PEM file for each; it does not stay in the image
   * @param to the bundle
   * @param place where the directory is named
   */
  public record Certificates(String from, String to, Place place) {}

  /**
   * Symbolic links to a multi-call program such as busybox.
   *
   * @param program where the program is
   * @param paths the links
   * @param place where the links are named
   */
  public record Applets(String program, List<String> paths, Place place) {}

  /**
   * Owner and mode by name, as in {@code 0640 root shadow}.
   *
   * @param mode permission bits
   * @param user a name in the overlay's etc/passwd
   * @param group a name in the overlay's etc/group
   * @param place where they are described
   */
  public record AttributeSpec(int mode, String user, String group, Place place) {}
}
