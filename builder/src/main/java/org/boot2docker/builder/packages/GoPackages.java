package org.boot2docker.builder.packages;

import java.util.regex.Pattern;

/** How Debian names the packages with Go's compiler and with Go's own library. */
public final class GoPackages {
  private static final Pattern COMPILER = Pattern.compile("golang-[0-9.]+-(go|src)");

  private GoPackages() {}

  /** Whether a package is part of the compiler. */
  public static boolean isCompiler(String packageName) {
    return COMPILER.matcher(packageName).matches();
  }
}
