package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.HostTool;

/** Programs of this machine with the libraries that they need, to be run elsewhere. */
final class HostProgram {
  private HostProgram() {}

  /**
   * A tar of a program and its libraries, at the paths where they are here.
   *
   * @param directory where the tar is written
   */
  static Path tar(Path directory, String program) throws IOException {
    String name = Path.of(program).getFileName() + ".tar";
    HostTool.run(
            directory,
            "sh",
            "-c",
            "tar -chf %1$s %2$s $(ldd %2$s | grep -o '/[^ ]*') 2> tar.log".formatted(name, program))
        .succeeded();
    return directory.resolve(name);
  }
}
