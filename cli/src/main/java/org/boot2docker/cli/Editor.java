package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.machine.model.MachineException;

/** The user's editor. */
final class Editor {
  private Editor() {}

  /**
   * Lets the user edit a file, in the program of {@code VISUAL} or {@code EDITOR}, else in vi.
   *
   * @throws MachineException when the editor can't be run or fails
   */
  static void edit(Path file, Map<String, String> environment) throws IOException {
    String visual = environment.getOrDefault("VISUAL", "");
    String editor = visual.isEmpty() ? environment.getOrDefault("EDITOR", "") : visual;
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    String program = editor.isEmpty() ? (windows ? "notepad" : "vi") : editor;
    // The variables hold a command line, such as "code --wait".
    ProcessBuilder process =
        windows
            ? new ProcessBuilder("cmd", "/c", program + " \"" + file + "\"")
            : new ProcessBuilder("sh", "-c", program + " \"$1\"", "sh", file.toString());
    try {
      int exit = process.inheritIO().start().waitFor();
      if (exit != 0) {
        throw new MachineException(
            "the editor %s failed (exit code %d): set EDITOR to another".formatted(program, exit));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while the editor ran", e);
    }
  }
}
