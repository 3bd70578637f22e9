package org.boot2docker.builder.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;

/**
 * What is for some architectures only, as Debian writes it: {@code crc32c-intel [amd64]}, or {@code
 * sky2 [amd64 arm64]}. In a list of patterns the brackets are at the end, too, after a space, which
 * no path ends with.
 *
 * @param architecture the one that an image is for
 */
record Restrictions(Architecture architecture) {
  private static final Pattern RESTRICTED = Pattern.compile("(.*\\S)\\s+\\[([^\\]]*)\\]");

  /**
   * A text without its restriction; empty when it is for other architectures.
   *
   * @throws BuildException when the restriction names what is no architecture
   */
  Optional<String> text(String text, YamlValue value) throws BuildException {
    Matcher matcher = RESTRICTED.matcher(text);
    if (!matcher.matches()) {
      return Optional.of(text);
    }
    boolean ours = false;
    for (String name : matcher.group(2).strip().split("\\s+")) {
      if (Architecture.ofDebianName(name).isEmpty()) {
        throw value.error(
            "has '"
                + text
                + "': in the brackets there must be architectures: "
                + Architecture.choices());
      }
      ours |= name.equals(architecture.debianName());
    }
    return ours ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The texts of a list that are for this architecture. */
  List<String> texts(YamlValue value) throws BuildException {
    List<String> texts = new ArrayList<>();
    for (String each : value.texts()) {
      text(each, value).ifPresent(texts::add);
    }
    return List.copyOf(texts);
  }
}
