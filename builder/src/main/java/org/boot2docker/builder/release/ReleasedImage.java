package org.boot2docker.builder.release;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An image of a release.
 *
 * @param name what the names of all its files begin with
 * @param profile it was built with
 * @param architecture Debian's name
 * @param docker version
 * @param kernel release
 * @param created its time stamp, in ISO 8601
 * @param millionInstructions what a boot until Docker answers takes, by the budget of its profile;
 *     0 when none is known
 * @param files their names by what they are: {@code iso}, {@code lock}, {@code qcow2} ...
 */
public record ReleasedImage(
    String name,
    String profile,
    String architecture,
    String docker,
    String kernel,
    String created,
    long millionInstructions,
    Map<String, String> files) {

  /** Whether it has what others read of it. */
  @JsonIgnore
  boolean isWhole() {
    return Stream.of(name, profile, architecture, files).allMatch(Objects::nonNull)
        && files.values().stream().allMatch(Objects::nonNull);
  }

  /** A file that every released image has. */
  @JsonIgnore
  public String iso() {
    return files.getOrDefault("iso", name + ".iso");
  }
}
