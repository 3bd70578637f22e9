package org.boot2docker.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, the same for {@code --version} and {@code version}. */
final class ToolVersion implements IVersionProvider {

  static String line() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "boot2docker " + (version == null ? "(not packaged)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
