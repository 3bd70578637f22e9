package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All shell scripts of this repository, and what those that run for long refuse at once. */
class ShellScriptsTest {
  private static final Path ROOT = BuiltImage.distribution().resolveSibling("");
  private static final List<String> PLACES =
      List.of(
          ".ci",
          "bench",
          "boot2docker",
          "distro/rootfs/overlay",
          "guest/binary/src/build",
          "machine/src/main/resources",
          "setup");

  @TempDir private Path directory;

  private static List<Path> scripts() throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String place : PLACES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(place))) {
        files.filter(Files::isRegularFile).filter(ShellScriptsTest::isScript).forEach(scripts::add);
      }
    }
    return scripts;
  }

  private static boolean isScript(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      String first = text.lines().findFirst().orElse("");
      return first.matches("#!.*/(env )?(ba|da)?sh|# shellcheck shell=.*");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void shellcheckFindsNothingInThem() throws IOException {
    List<String> command = new ArrayList<>(List.of("shellcheck", "-x", "--severity=warning"));
    scripts().forEach(script -> command.add(script.toString()));
    assertThat(command).hasSizeGreaterThan(15);

    HostTool.Result result = HostTool.run(ROOT, command.toArray(String[]::new));

    assertThat(result.out() + result.err()).isEmpty();
    assertThat(result.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          compare -n abc      | compare: -n abc: the number of boots is 1 or more
          compare -n 0        | compare: -n 0: the number of boots is 1 or more
          compare none.iso    | compare: there is no image none.iso
          compare -o no/json  | compare: no/json can't be written
          compare -x          | compare: usage: compare [-n BOOTS] [-o JSON] [IMAGE] [OTHER-IMAGE...]
          builds -n abc       | builds: -n abc: the number of rounds is 1 or more
          builds -n 0         | builds: -n 0: the number of rounds is 1 or more
          builds -x           | builds: usage: builds [-n ROUNDS] [LEVEL...]
          builds 3 22         | builds: the level is none, 3 or 19, not 22
          powercut -n 0       | powercut: -n 0: the number of cuts is 1 or more
          powercut -s x       | powercut: -s x: a seed is a number
          powercut 3          | powercut: usage: powercut [-n CUTS] [-s SEED] [-p PROFILE]
          peer                | peer: give the directory to write to, and perhaps the kernel's package
          """)
  void measurementsRefuseWrongArgumentsBeforeTheyBegin(String arguments, String message)
      throws IOException {
    HostTool.Result result =
        HostTool.run(directory, "sh", "-c", "exec " + ROOT.resolve("bench") + "/" + arguments);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err().lines()).last().isEqualTo(message);
    assertThat(result.out()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }
}
