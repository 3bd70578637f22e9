package org.boot2docker.builder.description;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a container image comes from.
 *
 * @param text as it was written
 * @param path a file or folder with it; without it a registry has it
 * @param name what it is called, if the file does not decide that
 */
public record ImageSource(String text, Optional<Path> path, Optional<String> name) {

  /** No name of an image begins so, or has such a sign. */
  private static final Pattern NAMED = Pattern.compile("([^=]+)=(.+)");

  private static final Pattern PATH = Pattern.compile("(/|\\./|\\.\\./).*");

  /**
   * Takes a text apart: {@code NAME=PATH}, a path, or a registry's name of an image.
   *
   * @param base where paths begin
   * @param lookForFiles whether a text that could be both is a path if there is such a file
   */
  public static ImageSource of(String text, Path base, boolean lookForFiles) {
    Matcher named = NAMED.matcher(text);
    if (named.matches()) {
      return new ImageSource(
          text, Optional.of(base.resolve(named.group(2))), Optional.of(named.group(1)));
    }
    if (PATH.matcher(text).matches() || lookForFiles && Files.exists(base.resolve(text))) {
      return new ImageSource(text, Optional.of(base.resolve(text)), Optional.empty());
    }
    return new ImageSource(text, Optional.empty(), Optional.empty());
  }

  /** The same with a path that means the same from anywhere. */
  String absolute() {
    return path.map(
            at -> name.map(n -> n + "=").orElse("") + at.toAbsolutePath().normalize().toString())
        .orElse(text);
  }
}
