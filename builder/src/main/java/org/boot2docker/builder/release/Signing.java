package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.boot2docker.builder.BuildException;

/**
 * Signs the sums of a release with the user's own programs, which know where the keys are and how
 * to ask for their passwords.
 *
 * @param openPgp the key that gpg is to use: a fingerprint, or part of a user's name
 * @param minisign the file of minisign's secret key
 * @param signify the file of signify's secret key
 */
public record Signing(Optional<String> openPgp, Optional<Path> minisign, Optional<Path> signify) {
  private static final List<String> SUMS = List.of(Sums.SHA256, Sums.SHA512);

  /**
   * Writes the signatures.
   *
   * @throws BuildException when a program is missing or fails, with what it said
   */
  public void sign(Path folder) throws IOException {
    for (String sums : SUMS) {
      if (openPgp.isPresent()) {
        run(
            folder,
            "gpg",
            List.of("--yes", "--armor", "--local-user", openPgp.get(), "--detach-sign"),
            sums);
      }
      if (minisign.isPresent()) {
        String key = minisign.get().toAbsolutePath().toString();
        // What it calls a trusted comment has the time otherwise.
        List<String> arguments = List.of("-S", "-s", key, "-t", "boot2docker " + sums, "-m");
        run(folder, "minisign", arguments, sums);
      }
      if (signify.isPresent()) {
        String key = signify.get().toAbsolutePath().toString();
        run(folder, signifyName(), List.of("-S", "-s", key, "-m"), sums);
      }
    }
  }

  /** Debian has another program of this name. */
  private static String signifyName() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    return linux ? "signify-openbsd" : "signify";
  }

  private static void run(Path folder, String program, List<String> arguments, String file)
      throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of(program));
    command.addAll(arguments);
    command.add(file);
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new BuildException("there is no " + program + " to sign with: install it", e);
    }
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        String last = said.lines().reduce((first, second) -> second).orElse("no reason given");
        throw new BuildException(program + " could not sign " + file + ": " + last);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new BuildException("signing was interrupted: run it again", e);
    }
  }
}
