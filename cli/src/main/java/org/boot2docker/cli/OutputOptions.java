package org.boot2docker.cli;

import org.boot2docker.formats.text.Progress;
import picocli.CommandLine.Option;

/** How much is printed, and for whom. */
final class OutputOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors only.")
  boolean quiet;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  /** What hears how the work gets on: the user, unless only the result is wanted. */
  Progress progress(Terminal terminal) {
    return quiet || json ? Progress.SILENT : terminal::say;
  }
}
