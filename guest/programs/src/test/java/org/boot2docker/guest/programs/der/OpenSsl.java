package org.boot2docker.guest.programs.der;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The program {@code openssl}, which the tests compare with; they fail where it is missing.
 *
 * @param directory where its files are
 */
public record OpenSsl(Path directory) {

  /** Runs it in the directory; gives what it says when it succeeds. */
  public String run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    Collections.addAll(command, arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return said;
  }

  /** A certificate signed by its own key, and the key in PKCS #8. */
  public void certificate(String name, String... keyKind) throws IOException {
    List<String> words = new ArrayList<>(List.of("req", "-x509", "-nodes", "-newkey"));
    Collections.addAll(words, keyKind);
    words.addAll(List.of("-subj", "/CN=" + name, "-days", "30"));
    words.addAll(List.of("-keyout", name + ".key", "-out", name + ".pem"));
    run(words.toArray(String[]::new));
  }

  /** One of its files. */
  public byte[] file(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }
}
