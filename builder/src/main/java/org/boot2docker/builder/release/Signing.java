package org.boot2docker.builder.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.builder.step.BuildException;

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
   * Checks what can be checked before the work: that the programs are installed, and the keys
   * there.
   *
   * @throws BuildException when one is not
   */
  public void requirePossible() throws BuildException {
    for (SigningProgram program : programs(Sums.SHA256)) {
      program.requireInstalled();
    }
    for (Path key : Stream.concat(minisign.stream(), signify.stream()).toList()) {
      if (!Files.isRegularFile(key) || !Files.isReadable(key)) {
        throw new BuildException(
            "the secret key %s can't be read: name the file of a key that you may read"
                .formatted(key));
      }
    }
  }

  /** The files that it writes into the folder of the sums. */
  public List<String> files() {
    List<String> files = new ArrayList<>();
    for (String sums : SUMS) {
      openPgp.ifPresent(key -> files.add(sums + ".asc"));
      minisign.ifPresent(key -> files.add(sums + ".minisig"));
      signify.ifPresent(key -> files.add(sums + ".sig"));
    }
    return files;
  }

  /**
   * Writes the signatures.
   *
   * @param terminal where the programs ask for passwords
   * @throws BuildException when a program is missing or fails, with what it said
   */
  public void sign(Path folder, OutputStream terminal) throws IOException {
    sign(folder, terminal, Map.of());
  }

  /** The same with more environment variables, which name the keys of a test. */
  void sign(Path folder, OutputStream terminal, Map<String, String> environment)
      throws IOException {
    for (String sums : SUMS) {
      for (SigningProgram program : programs(sums)) {
        program.sign(folder, sums, terminal, environment);
      }
    }
  }

  private List<SigningProgram> programs(String sums) {
    List<SigningProgram> programs = new ArrayList<>();
    openPgp.ifPresent(
        key ->
            programs.add(
                new SigningProgram(
                    "gpg", List.of("--yes", "--armor", "--local-user", key, "--detach-sign"))));
    // What minisign calls a trusted comment has the time otherwise.
    minisign.ifPresent(
        key ->
            programs.add(
                new SigningProgram(
                    "minisign",
                    List.of("-S", "-s", absolute(key), "-t", "boot2docker " + sums, "-m"))));
    signify.ifPresent(
        key ->
            programs.add(
                new SigningProgram(signifyName(), List.of("-S", "-s", absolute(key), "-m"))));
    return programs;
  }

  private static String absolute(Path key) {
    return key.toAbsolutePath().toString();
  }

  /** Debian has another program of this name. */
  private static String signifyName() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    return linux ? "signify-openbsd" : "signify";
  }
}
