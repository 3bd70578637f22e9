package org.boot2docker.guest.binary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The guest's native programs that the build compiled into this jar, for each architecture. */
public enum InitBinary {
  /** PID 1, and the applets that are the same program. */
  INIT("init"),

  /** What dockerd calls in the place of iptables. */
  IPTABLES("iptables"),

  /** Docker's TLS port, and what makes its certificates. */
  TLS("tls");

  private final String file;

  InitBinary(String file) {
    this.file = file;
  }

  /** The program whose file has this name. */
  public static InitBinary named(String file) {
    return Arrays.stream(values())
        .filter(program -> program.file.equals(file))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the guest has no program " + file));
  }

  /**
   * Opens the static ELF executable for a Debian architecture name such as {@code amd64}.
   *
   * @throws IOException if this jar was built without a binary for that architecture
   */
  public InputStream open(String debianArch) throws IOException {
    return open(debianArch, file);
  }

  private static InputStream open(String debianArch, String file) throws IOException {
    InputStream in = InitBinary.class.getResourceAsStream(debianArch + "/" + file);
    if (in == null) {
      throw new IOException(
          "no program "
              + file
              + " for architecture "
              + debianArch
              + " in this jar: install what compiles it (docs/architectures.md), and build the"
              + " tool again");
    }
    return in;
  }

  /**
   * A library that is linked into programs.
   *
   * @param name its project's
   * @param version as the project says it
   * @param programs names of the programs
   */
  public record Linked(String name, String version, List<String> programs) {}

  /**
   * What is in the programs that no class of this tool is.
   *
   * @throws IOException if this jar was built without binaries for that architecture
   */
  public static List<Linked> linked(String debianArch) throws IOException {
    List<Linked> all = new ArrayList<>();
    try (InputStream in = open(debianArch, "linked")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        List<String> words = List.of(line.split(" "));
        all.add(new Linked(words.get(0), words.get(1), words.subList(2, words.size())));
      }
    }
    return List.copyOf(all);
  }
}
