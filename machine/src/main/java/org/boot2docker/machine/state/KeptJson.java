package org.boot2docker.machine.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;

/**
 * Reads a file of JSON in a machine's folder that this program wrote earlier, and that somebody or
 * a full disk may have damaged since.
 */
public final class KeptJson {
  private static final int MOST_BYTES = 1 << 20;

  private KeptJson() {}

  /** Makes a value of a text. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * The value.
     *
     * @throws JsonProcessingException when the text is not JSON, or not such a value
     * @throws IllegalArgumentException with what is wrong with the value
     */
    T read(String text) throws JsonProcessingException;
  }

  /**
   * Reads it; empty when it isn't there.
   *
   * @param remedy how to go on without what it holds
   * @throws MachineException with file and key when it is damaged
   */
  public static <T> Optional<T> read(Path file, Reader<T> reader, String remedy)
      throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text;
    try {
      text = InputFile.text(file, MOST_BYTES);
    } catch (IOException e) {
      throw new MachineException(
          "%s: %s".formatted(String.valueOf(e.getMessage()).replaceAll(": [^:]*$", ""), remedy), e);
    }
    try {
      return Optional.of(reader.read(text));
    } catch (JsonProcessingException e) {
      throw new MachineException(
          "%s, line %d is damaged (%s): %s"
              .formatted(file, Json.lineOf(e), Json.reasonOf(e), remedy),
          e);
    } catch (IllegalArgumentException e) {
      throw new MachineException("%s: %s: %s".formatted(file, e.getMessage(), remedy), e);
    }
  }
}
