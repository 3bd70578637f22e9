package org.boot2docker.boottest.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.NewerProgram;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.boottest.lab.UserCache;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The same lock gives the same bytes, whoever builds, wherever, whenever, with which Java; also
 * after a build that was killed.
 */
@Order(12)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class ReproducibleBuildTest {
  private static final String FAST = "fast";

  @TempDir private Path directory;

  @Test
  @Timeout(1800)
  void lockGivesAnotherUserTheSameBytesElsewhereByANewerJavaAfterAKilledBuild() throws IOException {
    Path first = directory.resolve("first.iso");
    Cli.in(directory)
        .run("build", "--quiet", "--profile", FAST, "--output", first.toString())
        .succeeded();

    assertSameAgain(FAST, first, directory.resolve("first.iso.lock"));
  }

  /** Minutes of a processor for its compression, in which alone it differs from the other. */
  @Test
  @Tag("nightly")
  @Timeout(3600)
  void theImageThatIsShippedIsTheSameAgain(BuiltImage image) throws IOException {
    assertSameAgain(image.manifest().profile(), image.iso(), image.lock());
  }

  private void assertSameAgain(String profile, Path iso, Path lock) throws IOException {
    Path java = NewerProgram.java25(Files.createDirectory(directory.resolve("java")));
    assertThat(HostTool.run(directory, java.toString(), "-version").succeeded().err())
        .contains("version \"25");
    Cli other =
        Cli.in(directory)
            .by(java)
            .asAnotherUser()
            .after("umask 077; export TZ=America/St_Johns")
            .withJvm("-Dfile.encoding=ISO-8859-1", "-Duser.language=tr", "-Duser.country=TR");

    Path again = build(profile, lock, other);

    assertThat(Files.mismatch(again, iso))
        .as("first byte that differs from the image that was built without a lock")
        .isEqualTo(-1);
    assertThat(again.resolveSibling("image.iso.lock")).hasSameTextualContentAs(lock);
  }

  /** Builds in a directory and with a cache of steps of its own; only packages are shared. */
  private Path build(String profile, Path lock, Cli somewhere) throws IOException {
    Path place = Files.createDirectories(directory.resolve("second/with a blank"));
    Path cache = Files.createDirectories(place.resolve("cache"));
    Files.createSymbolicLink(cache.resolve("packages"), UserCache.packages());
    Cli cli = somewhere.movedTo(place);
    String[] arguments = {
      "build",
      "--profile",
      profile,
      "--locked",
      "--lock",
      lock.toString(),
      "--cache",
      cache.toString(),
      "--output",
      "image.iso",
      "--workers",
      "1"
    };
    killInTheMiddle(cli, place, arguments);
    cli.run(arguments).succeeded();
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .as("what a killed build and a good one leave")
          .containsExactlyInAnyOrder("cache", "image.iso", "image.iso.lock", "messages");
    }
    return place.resolve("image.iso");
  }

  private static void killInTheMiddle(Cli cli, Path place, String... arguments) throws IOException {
    Path messages = place.resolve("messages");
    Process build = cli.start(messages, arguments);
    Instant end = Instant.now().plusSeconds(600);
    while (!Files.readString(messages).contains("iso     runs")) {
      assertThat(build.isAlive())
          .as("build runs; it said:%n%s", Files.readString(messages))
          .isTrue();
      assertThat(Instant.now()).as("build gets to its last step").isBefore(end);
      Pause.seconds(1);
    }
    build.destroyForcibly();
    build.onExit().join();
    assertThat(place.resolve("image.iso")).doesNotExist();
  }
}
