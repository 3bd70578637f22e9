package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the manual has readers type in. */
public final class Manual {
  private static final String BEGIN = "```java\n";

  private Manual() {}

  /** The program that uses {@code machine} as a library, in docs/machine.md. */
  public static String example() throws IOException {
    Path file = BuiltImage.distribution().resolveSibling("docs/machine.md");
    String manual = Files.readString(file);
    String example = manual.substring(manual.indexOf(BEGIN) + BEGIN.length());
    return example.substring(0, example.indexOf("```"));
  }
}
