package org.boot2docker.machine.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;

/** What a machine remembers, as it was before a start that may be refused. */
public record FilesBefore(Map<Path, Optional<byte[]>> contents) {
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Reads files of at most 1 MiB; one may be missing.
   *
   * @throws IOException when one can't be read
   */
  public static FilesBefore of(Path... files) throws IOException {
    Map<Path, Optional<byte[]>> contents = new HashMap<>();
    for (Path file : files) {
      contents.put(
          file,
          Files.exists(file) ? Optional.of(InputFile.bytes(file, MOST_BYTES)) : Optional.empty());
    }
    return new FilesBefore(contents);
  }

  /**
   * Makes them what they were.
   *
   * @throws IOException when one can't be written
   */
  public void restore() throws IOException {
    for (Map.Entry<Path, Optional<byte[]>> file : contents.entrySet()) {
      if (file.getValue().isPresent()) {
        byte[] bytes = file.getValue().get();
        AtomicFile.write(file.getKey(), out -> out.write(bytes));
      } else {
        Files.deleteIfExists(file.getKey());
      }
    }
  }
}
