package org.boot2docker.init.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The program {@code openssl}, whose files the tests read; they fail where it is missing.
 *
 * @param directory where its files are
 */
record OpenSsl(Path directory) {
  /** Runs it in the directory. */
  void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    Collections.addAll(command, arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
  }

  /** A certificate signed by its own key, and the key in PKCS #8. */
  void certificate(String name, String... keyKind) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("req", "-x509", "-nodes", "-newkey"));
    Collections.addAll(words, keyKind);
    words.addAll(List.of("-subj", "/CN=" + name, "-days", "30"));
    words.addAll(List.of("-keyout", name + ".key", "-out", name + ".pem"));
    run(words.toArray(String[]::new));
  }

  byte[] file(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }
}
