package org.boot2docker.guest.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs of the machine that runs the tests, and the guest's as programs of this machine. */
final class Host {
  private Host() {}

  /** Puts one of the guest's programs into a directory. */
  static Path program(InitBinary program, Path directory) throws IOException {
    Path file = directory.resolve("program");
    try (InputStream in = program.open("amd64")) {
      Files.copy(in, file);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  /** Runs a program in a directory; gives what it says when it ends with this status. */
  static String run(int status, Path directory, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isEqualTo(status);
    return said;
  }
}
