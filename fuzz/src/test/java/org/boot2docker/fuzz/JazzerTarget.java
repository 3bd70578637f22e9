package org.boot2docker.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls; the argument is the target's name. bench/fuzz starts it. */
public final class JazzerTarget {
  private static Target target = Targets.named("stanzas");

  private JazzerTarget() {}

  /** Jazzer's first call: chooses the target and leaves its samples where Jazzer looks for them. */
  public static void fuzzerInitialize(String[] arguments) {
    target = Targets.named(arguments[0]);
  }

  /** Jazzer's call with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    target.read(input);
  }

  /** Writes the samples of a target into a folder, or the names of all targets without one. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      Targets.all().forEach(target -> System.out.println(target.name()));
      return;
    }
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    int number = 0;
    for (byte[] sample : Targets.named(arguments[0]).samples()) {
      Files.write(folder.resolve("sample" + number++), sample);
    }
  }
}
