package org.boot2docker.boottest.medium;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.qmp.QmpClient;

/**
 * What a PC shows in text mode: the memory of a VGA card, a byte for each letter and one for its
 * colour.
 */
final class TextScreen {
  private static final long MEMORY = 0xb8000;
  private static final int COLUMNS = 80;
  private static final int ROWS = 25;

  private TextScreen() {}

  /** The lines that are on it now, without the blanks after them; nonsense in another mode. */
  static String read(Machine machine) throws IOException {
    Path file = machine.directory().qmpSocket().resolveSibling("screen");
    try (QmpClient qemu = machine.qmp()) {
      qemu.execute(
          "pmemsave",
          Map.of("val", MEMORY, "size", COLUMNS * ROWS * 2, "filename", file.toString()));
    }
    byte[] cells = Files.readAllBytes(file);
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      byte[] letters = new byte[COLUMNS];
      for (int column = 0; column < COLUMNS; column++) {
        letters[column] = cells[2 * (row * COLUMNS + column)];
      }
      String line =
          new String(letters, StandardCharsets.US_ASCII).replace('\0', ' ').stripTrailing();
      text.append(line.isEmpty() ? "" : line + "\n");
    }
    return text.toString();
  }
}
