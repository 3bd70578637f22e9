package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.formats.file.Folders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When the script boot2docker builds the tool anew. Where Maven would be is a script that notes
 * that it ran.
 */
class LauncherTest {
  private static final Path ROOT = BuiltImage.distribution().resolveSibling("");
  private static final FileTime OLD = FileTime.fromMillis(1_000_000_000_000L);
  private static final FileTime OF_THE_JAR = FileTime.fromMillis(1_100_000_000_000L);
  private static final FileTime NEW = FileTime.fromMillis(1_200_000_000_000L);

  @TempDir private Path directory;

  @BeforeEach
  void copy() throws IOException {
    for (String file : List.of("boot2docker", "setup/packages.sh", "setup/architectures.sh")) {
      write(file, Files.readString(ROOT.resolve(file)));
    }
    for (String source :
        List.of(
            "pom.xml",
            "cli/pom.xml",
            "cli/src/main/java/Main.java",
            "cli/src/test/java/MainTest.java",
            "guest/pom.xml",
            "guest/binary/pom.xml",
            "guest/binary/src/build/compile.sh",
            "guest/binary/src/build/JavaToC.java",
            "guest/binary/src/main/java/Main.java")) {
      write(source, "");
    }
    write("bin/mvn", "#!/bin/sh\necho built >>\"${0%/bin/mvn}/built\"\n");
    write("cli/target/boot2docker.jar", "");
    for (String program : List.of("boot2docker", "bin/mvn")) {
      Files.setPosixFilePermissions(
          directory.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.toList()) {
        Files.setLastModifiedTime(each, OLD);
      }
    }
    Files.setLastModifiedTime(directory.resolve("cli/target/boot2docker.jar"), OF_THE_JAR);
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(directory.resolve(path).getParent());
    Files.writeString(directory.resolve(path), text);
  }

  private void writeProgram(String path, String text) throws IOException {
    write(path, text);
    Files.setPosixFilePermissions(
        directory.resolve(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What the tool's Java machine has for a locale. */
  private String localeOfTheTool(String all, String usual) throws IOException {
    writeProgram("jdk/bin/javac", "#!/bin/sh\n");
    writeProgram("jdk/bin/java", "#!/bin/sh\necho \"$LC_ALL,$LANG\"\n");
    write("jdk/release", "JAVA_VERSION=\"17.0.1\"\n");
    return HostTool.run(
            directory,
            Map.of(
                "PATH",
                directory.resolve("bin") + ":" + System.getenv("PATH"),
                "JAVA_HOME",
                directory.resolve("jdk").toString(),
                "LC_ALL",
                all,
                "LC_CTYPE",
                "",
                "LANG",
                usual),
            Duration.ofMinutes(1),
            List.of("./boot2docker", "status"))
        .out();
  }

  @Test
  void whereALocaleKnowsAsciiOnlyJavaGetsOneThatKnowsAllPaths() throws IOException {
    assertThat(localeOfTheTool("", "")).isEqualTo("C.UTF-8,\n");
    assertThat(localeOfTheTool("POSIX", "de_DE.UTF-8")).isEqualTo("C.UTF-8,de_DE.UTF-8\n");
    assertThat(localeOfTheTool("", "de_DE.UTF-8")).isEqualTo(",de_DE.UTF-8\n");
  }

  private HostTool.Result run() throws IOException {
    return HostTool.run(
        directory,
        Map.of("PATH", directory.resolve("bin") + ":" + System.getenv("PATH")),
        Duration.ofMinutes(1),
        List.of("./boot2docker", "status"));
  }

  private boolean builds() throws IOException {
    run();
    return Files.exists(directory.resolve("built"));
  }

  @Test
  void nothingIsBuiltWhenAllIsOlderThanTheTool() throws IOException {
    assertThat(builds()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "cli/src/main/java/Main.java",
        "guest/pom.xml",
        "guest/binary/pom.xml",
        "guest/binary/src/build/compile.sh",
        "guest/binary/src/build/JavaToC.java",
        "guest/binary/src/main/java/Main.java",
        "guest/binary/src/main/java"
      })
  void aNewerSourceBuildsTheTool(String source) throws IOException {
    Files.setLastModifiedTime(directory.resolve(source), NEW);
    assertThat(builds()).isTrue();
  }

  @Test
  void aNewerTestDoesNot() throws IOException {
    Files.setLastModifiedTime(directory.resolve("cli/src/test/java/MainTest.java"), NEW);
    assertThat(builds()).isFalse();
  }

  /** What a Maven says that fails; it is asked to build. */
  private HostTool.Result failing(String log) throws IOException {
    write("maven.log", log);
    write("bin/mvn", "#!/bin/sh\ncat \"${0%/bin/mvn}/maven.log\"\nexit 1\n");
    Files.setLastModifiedTime(directory.resolve("pom.xml"), NEW);
    return run();
  }

  @Test
  void theFirstTenErrorsOfTheCompilerAreShownWithFileAndLine() throws IOException {
    StringBuilder errors = new StringBuilder();
    for (int line = 1; line <= 12; line++) {
      errors.append("[ERROR] /src/A.java:[%d,3] cannot find symbol%n".formatted(line));
      errors.append("  symbol: class C%d%n".formatted(line));
    }
    String end = "[ERROR] Re-run Maven\n".repeat(60);

    HostTool.Result result =
        failing("[INFO] Compiling\n" + errors + "[INFO] 12 errors\n" + errors + end);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err().lines().filter(line -> line.startsWith("[")))
        .hasSize(10)
        .startsWith("[ERROR] /src/A.java:[1,3] cannot find symbol")
        .endsWith("[ERROR] /src/A.java:[10,3] cannot find symbol");
    assertThat(result.err())
        .contains("symbol: class C10\n")
        .doesNotContain("C11", "Re-run")
        .endsWith("target/build.log\n");
  }

  @Test
  void whereTheCompilerFoundNoErrorTheLastLinesAreShown() throws IOException {
    HostTool.Result result =
        failing(
            "Picked up JAVA_TOOL_OPTIONS: -Xmx1g\n[INFO] first\n"
                + "[INFO] more\n".repeat(50)
                + "[ERROR] no network\n");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("[ERROR] no network\n")
        .doesNotContain("first")
        .endsWith("target/build.log\n");
  }

  @Test
  void whatAProgramSaysThatMavenRanIsShown() throws IOException {
    HostTool.Result result =
        failing(
            "[INFO] --- compiler:3:compile @ one\nunrelated\n"
                + "[INFO] --- exec:3:exec (java-to-binary) @ two\ninit: strip is needed\n"
                + "[ERROR] Command execution failed.\nException: Process exited\n    at Executor\n"
                + "[ERROR] Re-run Maven\n".repeat(60));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("init: strip is needed\n")
        .doesNotContain("unrelated", "Executor", "Re-run");
  }

  /** On Debian 13 musl-tools doesn't bring it. */
  @Test
  void aMachineWithoutStripGetsOrIsAskedForBinutils() throws IOException {
    Path programs = Files.createDirectories(directory.resolve("programs"));
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> all = Files.list(Path.of(folder))) {
          for (Path each : all.toList()) {
            Path link = programs.resolve(each.getFileName());
            if (!link.endsWith("strip") && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
              Files.createSymbolicLink(link, each);
            }
          }
        }
      }
    }
    writeProgram("bin/apt-get", "#!/bin/sh\nexit 0\n");
    Files.setLastModifiedTime(directory.resolve("pom.xml"), NEW);

    HostTool.Result result =
        HostTool.run(
            directory,
            Map.of("PATH", directory.resolve("bin") + ":" + programs),
            Duration.ofMinutes(1),
            List.of("./boot2docker", "status"));
    // JUnit warns of each link that it deletes.
    Folders.delete(programs);

    assertThat(
            result
                .err()
                .lines()
                .filter(line -> line.matches("boot2docker: (installing|missing).*")))
        .singleElement()
        .asString()
        .contains("binutils");
  }
}
