package org.boot2docker.builder.release;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.image.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * An image of a release. One that was made before the budget was called so has it under another
 * name, where it may be that of another architecture.
 *
 * @param name what the names of all its files begin with
 * @param profile it was built with
 * @param architecture Debian's name
 * @param docker version
 * @param kernel release
 * @param created its time stamp, in ISO 8601
 * @param budgetMillionInstructions what a boot until Docker answers may take, by the budget of the
 *     description, which nobody measured with this image; 0 when that says nothing of it
 * @param files their names by what they are: {@code iso}, {@code lock}, {@code qcow2} ...
 */
@JsonIgnoreProperties("millionInstructions")
public record ReleasedImage(
    String name,
    String profile,
    String architecture,
    String docker,
    String kernel,
    String created,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long budgetMillionInstructions,
    Map<String, String> files) {

  /** Whether it has what others read of it. */
  @JsonIgnore
  boolean isWhole() {
    return Stream.of(profile, architecture, docker, kernel, created).allMatch(Objects::nonNull)
        && isFileName(name)
        && files != null
        && files.values().stream().allMatch(ReleasedImage::isFileName);
  }

  /** Nothing that another folder, an option or a hidden file could be. */
  private static boolean isFileName(@Nullable String text) {
    return text != null && Description.NAME.matcher(text).matches();
  }

  /**
   * One of its files.
   *
   * @param what it is: {@code lock}, {@code qcow2} ...
   * @throws BuildException when it has none
   */
  Path file(Path folder, String what) throws BuildException {
    String name = files.get(what);
    if (name == null) {
      throw new BuildException(
          "%s names no %s of %s: get the release again"
              .formatted(folder.resolve(ReleaseIndex.FILE), what, this.name));
    }
    return folder.resolve(name);
  }

  /** Whether it says of an image what that says of itself. */
  @JsonIgnore
  boolean isOf(Manifest manifest) {
    return profile.equals(manifest.profile())
        && architecture.equals(manifest.architecture())
        && docker.equals(manifest.version())
        && kernel.equals(manifest.kernel())
        && created.equals(manifest.created());
  }

  /** A file that every released image has. */
  @JsonIgnore
  public String iso() {
    return files.getOrDefault("iso", name + ".iso");
  }
}
