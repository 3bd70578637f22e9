package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.boot2docker.machine.model.MachineException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints what went wrong as one line, after the lines that explain it; the trace only when it was
 * asked for.
 */
final class ErrorPrinter implements IExecutionExceptionHandler {
  private final Terminal terminal;

  ErrorPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult arguments) {
    if (exception instanceof MachineException machine) {
      machine.details().forEach(detail -> terminal.say("  | " + detail));
    }
    terminal.say("boot2docker: " + line(exception));
    if (isDebug(arguments)) {
      exception.printStackTrace(terminal.messages());
    }
    return 1;
  }

  private static String line(Exception exception) {
    String message =
        exception instanceof FileSystemException file ? describe(file) : exception.getMessage();
    if (exception instanceof IOException && message != null && !message.isBlank()) {
      return message.replaceAll("[\\t\\n\\r]", " ");
    }
    return "internal error: " + exception + ": run again with --debug and report it";
  }

  /** Java's own message is often only the file's name. */
  private static String describe(FileSystemException e) {
    String reason = e.getReason();
    if (e instanceof NoSuchFileException) {
      reason = "does not exist";
    } else if (e instanceof AccessDeniedException) {
      reason = "permission denied";
    } else if (e instanceof DirectoryNotEmptyException) {
      reason = "is a folder that is not empty";
    } else if (e instanceof FileAlreadyExistsException) {
      reason = "is already there";
    } else if (e instanceof NotDirectoryException) {
      reason = "is not a folder";
    }
    String message = String.valueOf(e.getMessage());
    boolean own = e.getFile() == null || message.length() > e.getFile().length() && reason == null;
    return own ? message : e.getFile() + ": " + reason;
  }

  private static boolean isDebug(ParseResult arguments) {
    for (ParseResult at = arguments; at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
      if (at.hasMatchedOption("--debug")) {
        return true;
      }
    }
    return false;
  }
}
