package org.boot2docker.machine.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
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

  /** QEMU, and the Java that runs the tunnel. */
  private static final Pattern OURS = Pattern.compile("(?i)(qemu|java).*");

  /** How exact times of files are. */
  private static final Duration CLOCK = Duration.ofSeconds(2);

  private OwnedProcess() {}

  /** The running process; empty when there is none, or another one has its id. */
  public static Optional<ProcessHandle> find(Path pidFile, String marker) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    String text = text(pidFile);
    if (text.isEmpty()) {
      // Made, but not yet written: the process is just starting. Or it ends, see there.
      return Optional.empty();
    }
    try {
      return ProcessHandle.of(Long.parseLong(text))
          .filter(ProcessHandle::isAlive)
          .filter(process -> carries(process, marker, pidFile));
    } catch (NumberFormatException e) {
      throw new MachineException(
          "%s has no process id: delete it if no such process runs".formatted(pidFile), e);
    }
  }

  /** Empty when the process has just ended, and deleted its file. */
  private static String text(Path pidFile) throws IOException {
    try {
      return InputFile.text(pidFile, MOST_BYTES).strip();
    } catch (IOException e) {
      if (Files.exists(pidFile)) {
        throw e;
      }
      return "";
    }
  }

  private static boolean carries(ProcessHandle process, String marker, Path pidFile) {
    ProcessHandle.Info info = process.info();
    if (info.arguments().isPresent()) {
      return Arrays.stream(info.arguments().get()).anyMatch(a -> names(a, marker));
    }
    if (info.commandLine().isPresent()) {
      return info.commandLine().get().contains(marker);
    }
    if (isWindows()) {
      Instant written = Instant.ofEpochMilli(pidFile.toFile().lastModified());
      return isLikely(info.command(), info.startInstant(), written);
    }
    // A zombie has no arguments either: only a known command is believed.
    return info.command().isPresent();
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  /**
   * Whether a process can be it whose arguments Windows doesn't give: it is one of our programs,
   * and was started before its id was written.
   */
  static boolean isLikely(Optional<String> command, Optional<Instant> started, Instant written) {
    boolean ours = command.map(OwnedProcess::fileName).filter(OURS.asMatchPredicate()).isPresent();
    return ours && started.filter(start -> start.isAfter(written.plus(CLOCK))).isEmpty();
  }

  private static String fileName(String command) {
    return command.substring(Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\')) + 1);
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
