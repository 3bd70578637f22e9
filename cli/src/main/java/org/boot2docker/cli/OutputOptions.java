package org.boot2docker.cli;

import picocli.CommandLine.Option;

/** How much is printed, and for whom. */
final class OutputOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors only.")
  boolean quiet;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;
}
