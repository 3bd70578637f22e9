package org.boot2docker.builder.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;

/** Reads JSON that came with a release. */
final class ReleaseJson {
  private static final int MOST_BYTES = 64 << 20;

  /** Makes a value of a text. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(String text) throws JsonProcessingException;
  }

  private ReleaseJson() {}

  /**
   * Reads a file.
   *
   * @throws BuildException when it is not what is expected in its place
   */
  static <T> T read(Path file, Parser<T> parser) throws IOException {
    try {
      return parser.parse(InputFile.text(file, MOST_BYTES));
    } catch (JsonProcessingException e) {
      throw new BuildException(
          file + " can't be read (" + Json.reasonOf(e) + "): get the release again", e);
    }
  }
}
