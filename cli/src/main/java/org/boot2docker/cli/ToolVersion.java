package org.boot2docker.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, the same for {@code --version} and {@code version}. */
final class ToolVersion implements IVersionProvider {

  static String line() {
    String version = number();
    return "boot2docker " + (version.isEmpty() ? "(not packaged)" : version);
  }

  /** Empty when the program isn't packaged. */
  static String number() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
