package org.boot2docker.machine.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.machine.model.MachineException;

/**
 * Finds a background process by its pid file, and makes sure that it is that process.
 *
 * <p>A pid file outlives a crash, and process ids are given again: so the process counts only when
 * its command line has the machine's folder in it.
 */
public final class OwnedProcess {

  /** More than any process id has. */
  private static final int MOST_BYTES = 64;

  private OwnedProcess() {}

  /** The running process; empty when there is none, or another one has its id. */
  public static Optional<ProcessHandle> find(Path pidFile, String marker) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    String text = InputFile.text(pidFile, MOST_BYTES).strip();
    if (text.isEmpty()) {
      // Made, but not yet written: the process is just starting.
      return Optional.empty();
    }
    try {
      return ProcessHandle.of(Long.parseLong(text))
          .filter(ProcessHandle::isAlive)
          .filter(process -> carries(process, marker));
    } catch (NumberFormatException e) {
      throw new MachineException(
          "%s has no process id: delete it if no such process runs".formatted(pidFile), e);
    }
  }

  private static boolean carries(ProcessHandle process, String marker) {
    ProcessHandle.Info info = process.info();
    if (info.arguments().isPresent()) {
      return Arrays.stream(info.arguments().get()).anyMatch(a -> names(a, marker));
    }
    // Windows gives no arguments, and a zombie has none either: only a known command is believed.
    return info.commandLine().map(line -> line.contains(marker)).orElse(info.command().isPresent());
  }

  /** The process may have been given the same file by another way, through a link. */
  private static boolean names(String argument, String marker) {
    if (argument.contains(marker)) {
      return true;
    }
    try {
      return argument.startsWith("/") && Files.isSameFile(Path.of(argument), Path.of(marker));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }
}
