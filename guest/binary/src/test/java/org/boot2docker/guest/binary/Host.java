package org.boot2docker.guest.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs of the machine that runs the tests, and the guest's as programs of this machine.
 *
 * <p>All are started here: the guest's write into the kernel's log, and for root that would be this
 * machine's.
 */
final class Host {
  /** Runs its arguments where the kernel's log is the file {@code kmsg} of the working folder. */
  private static final String OWN_LOG =
      "[ ! -e /dev/kmsg ] || mount --bind kmsg /dev/kmsg || exit; exec \"$@\"";

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
    Process process = builder(directory, command).redirectInput(new File("/dev/null")).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isEqualTo(status);
    return said;
  }

  /** A program to be started in a directory, with one stream for all that it says. */
  static ProcessBuilder builder(Path directory, String... command) throws IOException {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      Path log = log(directory);
      if (!Files.exists(log)) {
        Files.createFile(log);
      }
      all.addAll(List.of("unshare", "--mount", "sh", "-c", OWN_LOG, "sh"));
    }
    all.addAll(List.of(command));
    return new ProcessBuilder(all).directory(directory.toFile()).redirectErrorStream(true);
  }

  /** Where the guest's programs log to that were started in a directory, if they may. */
  static Path log(Path directory) {
    return directory.resolve("kmsg");
  }

  /** Others can't write into the kernel's log. */
  static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}
