package org.boot2docker.builder.step;

import java.io.IOException;
import java.io.InputStream;
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
}
