package org.boot2docker.build.kernel;

import java.util.function.Predicate;

/** The paths of the kernel's source that a build needs: no texts for people, one architecture. */
final class SourcePaths implements Predicate<String> {
  private static final String DOCUMENTATION = "Documentation/";
  private static final String ARCHITECTURES = "arch/";
  private static final String X86 = "arch/x86/";

  private final String own;

  /** For an architecture by make's name. */
  SourcePaths(String architecture) {
    this.own = architecture.equals("x86_64") ? X86 : ARCHITECTURES + architecture + "/";
  }

  @Override
  public boolean test(String path) {
    // Some, as crypto's, include those of all architectures.
    if (path.substring(path.lastIndexOf('/') + 1).startsWith("Kconfig")) {
      return true;
    }
    if (path.startsWith(DOCUMENTATION)) {
      return path.endsWith("/Makefile");
    }
    boolean ofAnArchitecture =
        path.startsWith(ARCHITECTURES) && path.indexOf('/', ARCHITECTURES.length()) > 0;
    return !ofAnArchitecture || path.startsWith(own);
  }
}
