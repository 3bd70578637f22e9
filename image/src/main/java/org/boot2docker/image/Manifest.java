package org.boot2docker.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.boot2docker.formats.iso.IsoImage;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.image.json.Json;

/**
 * What an image is made of; it lies in the image as {@code /boot/manifest.json}.
 *
 * @param name the distribution's name
 * @param version Docker's version
 * @param architecture Debian's name of the architecture
 * @param profile the profile it was built with
 * @param kernel release of the kernel
 * @param created the image's time stamp, that of its newest package, in ISO 8601
 * @param cmdline the kernel's command line
 * @param parts the pieces, biggest first
 * @param packages every package with version, origin and hash
 * @param kernelBuild of a kernel from source its compiler and the hashes of configuration,
 *     fragments and patches; empty for a kernel that Debian has compiled
 * @param files which files of the initramfs are from a package, by package
 * @param linked libraries that are in our own programs, and in no package
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    String name,
    String version,
    String architecture,
    String profile,
    String kernel,
    String created,
    String cmdline,
    List<Part> parts,
    List<Component> packages,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> kernelBuild,
    Map<String, List<String>> files,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Linked> linked) {

  /** What others wrote may command the terminal that it is printed on. */
  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cc}\\p{Cf}]*");

  /** More than any medium has, and few enough that sums don't overflow. */
  private static final long MOST_BYTES = 1L << 40;

  /** The directory that stands for all kernel modules in {@link #files}. */
  public static final String MODULES = "usr/lib/modules";

  /**
   * Takes the place of what a manifest of an older image has not.
   *
   * @throws IllegalArgumentException when something else is missing, or a text is not printable
   */
  public Manifest {
    kernelBuild = Objects.requireNonNullElse(kernelBuild, Map.of());
    files = Objects.requireNonNullElse(files, Map.of());
    linked = Objects.requireNonNullElse(linked, List.of());
    requireText(name, created, cmdline, kernel);
    for (String text : Arrays.asList(version, architecture, profile)) {
      requireText(text);
      require(!text.isEmpty(), "without version, architecture or profile");
    }
    require(parts != null && packages != null, "without parts or packages");
    kernelBuild.forEach((of, value) -> requireText(of, value));
    files.forEach((of, paths) -> paths.forEach(path -> requireText(of, path)));
  }

  /** Of an image without programs of ours. */
  public Manifest(
      String name,
      String version,
      String architecture,
      String profile,
      String kernel,
      String created,
      String cmdline,
      List<Part> parts,
      List<Component> packages,
      Map<String, String> kernelBuild,
      Map<String, List<String>> files) {
    this(
        name,
        version,
        architecture,
        profile,
        kernel,
        created,
        cmdline,
        parts,
        packages,
        kernelBuild,
        files,
        List.of());
  }

  private static void requireText(String... texts) {
    for (String text : texts) {
      require(
          text != null && PRINTABLE.matcher(text).matches(),
          "a text is missing, or has control characters");
    }
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Where it lies in the image. */
  public static final String PATH = "boot/manifest.json";

  /**
   * A piece of the image.
   *
   * @param name a short name: {@code kernel}, {@code initramfs}, {@code rootfs} ...
   * @param in the piece it is in, {@code iso} or {@code initramfs}
   * @param bytes its size there: what is in the initramfs is counted before compression
   */
  public record Part(String name, String in, long bytes) {
    /**
     * Refuses what no image has.
     *
     * @throws IllegalArgumentException when a text is missing or the size makes no sense
     */
    public Part {
      requireText(name, in);
      require(bytes >= 0 && bytes <= MOST_BYTES, "a part of " + bytes + " bytes");
    }
  }

  /**
   * A package.
   *
   * @param step what it was taken for: base, rootfs, docker or loaders; images for a container
   *     image
   * @param name its name
   * @param version its version; of a container image the tag
   * @param suite the suite it came from; empty for a container image
   * @param sha256 the sum of its .deb; of a container image the id
   */
  public record Component(String step, String name, String version, String suite, String sha256) {
    /**
     * Refuses what no image has.
     *
     * @throws IllegalArgumentException when a text is missing or has control characters
     */
    public Component {
      requireText(step, name, version, suite, sha256);
    }
  }

  /**
   * A library that is linked into programs of ours. Its files' sums are not here: another build of
   * them may give the same programs, and then the image must be the same.
   *
   * @param name its project's
   * @param version as the project says it
   * @param files the programs in the initramfs
   */
  public record Linked(String name, String version, List<String> files) {
    /**
     * Refuses what no image has.
     *
     * @throws IllegalArgumentException when a text is missing or has control characters
     */
    public Linked {
      requireText(name, version);
      require(files != null, "a library without files");
      files.forEach(Manifest::requireText);
    }
  }

  /** JSON, always the same bytes for the same manifest. */
  public byte[] toJson() {
    return (Json.text(this) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The manifest that lies in an image.
   *
   * @throws ImageException when it has none, or one that makes no sense
   */
  public static Manifest ofImage(Path image) throws IOException {
    return of(IsoReader.read(image), image);
  }

  static Manifest of(IsoImage iso, Path image) throws IOException {
    try {
      return fromJson(BootFiles.file(iso, image, PATH).content().bytes());
    } catch (JsonProcessingException e) {
      throw new ImageException(
          "%s has a manifest that can't be read (%s): use the boot2docker that built it"
              .formatted(image, Json.reasonOf(e)));
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws JsonProcessingException when it is something else
   */
  public static Manifest fromJson(byte[] json) throws IOException {
    return Json.read(json, Manifest.class);
  }
}
