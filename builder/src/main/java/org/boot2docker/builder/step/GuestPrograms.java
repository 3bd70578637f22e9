package org.boot2docker.builder.step;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.boot2docker.contract.Architecture;

/**
 * Where a build gets the guest's native programs. Whoever asks for a build has compiled them, so
 * this module needs no C compiler.
 */
@FunctionalInterface
public interface GuestPrograms {
  /**
   * Opens a static ELF executable.
   *
   * @param name {@code init}, {@code iptables} or {@code tls}
   * @throws IOException when there is none for the architecture
   */
  InputStream open(String name, Architecture architecture) throws IOException;

  /**
   * What is linked into the programs.
   *
   * @throws IOException when there are no programs for the architecture
   */
  default List<Linked> linked(Architecture architecture) throws IOException {
    return List.of();
  }

  /**
   * A library.
   *
   * @param name its project's
   * @param version as the project says it
   * @param programs names of the programs, as {@link #open} takes them
   */
  record Linked(String name, String version, List<String> programs) {}
}
