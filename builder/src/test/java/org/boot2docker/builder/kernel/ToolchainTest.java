package org.boot2docker.builder.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ToolchainTest {
  @TempDir Path directory;

  @Test
  void thisMachineHasWhatTheTestsNeed() throws IOException {
    Toolchain tools = new Toolchain(System.getenv(), Architecture.host());

    assertThatCode(tools::require).doesNotThrowAnyException();
    Toolchain.Versions versions = tools.versions();
    assertThat(versions.compiler()).matches("gcc .*\\d.*; GNU ld .*\\d.*");
    assertThat(versions.compressor()).matches("xz .*\\d.*");
  }

  @Test
  void withoutAnyToolOneLineNamesAllPackages() {
    assertThatThrownBy(
            () ->
                new Toolchain(Map.of("PATH", directory.toString()), Architecture.host()).require())
        .hasMessageEndingWith(
            "sudo apt-get install bc binutils bison flex gcc libc6-dev libelf-dev libssl-dev make"
                + " perl xz-utils");
  }

  @Test
  void anotherArchitectureNeedsItsCompilerBesidesThisMachines() throws IOException {
    Architecture other =
        Architecture.host() == Architecture.AMD64 ? Architecture.ARM64 : Architecture.AMD64;
    Path cross = directory.resolve(other.multiarch() + "-gcc");
    Files.writeString(cross, "#!/bin/sh\necho the other compiler\n");
    assertThat(cross.toFile().setExecutable(true)).isTrue();
    String name = other.multiarch().replace('_', '-');

    assertThatThrownBy(() -> new Toolchain(Map.of("PATH", "/none"), other).require())
        .hasMessageContaining(" gcc gcc-" + name + " ")
        .hasMessageContaining(" binutils-" + name + " ");
    String path = directory + ":" + System.getenv("PATH");
    assertThat(new Toolchain(Map.of("PATH", path), other).versions().compiler())
        .startsWith("the other compiler; ");
  }

  @Test
  void onlyWhatIsMissingIsNamed() throws IOException {
    for (String there : new String[] {"make", "ld", "strip", "bison", "bc", "perl", "xz"}) {
      Path program = Files.writeString(directory.resolve(there), "");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    assertThatThrownBy(
            () ->
                new Toolchain(Map.of("PATH", directory.toString()), Architecture.host()).require())
        .hasMessageContaining("apt-get install flex gcc libc6-dev libelf-dev libssl-dev");
  }

  @Test
  void aHeaderThatTheCompilerDoesNotFindIsNamed() throws IOException {
    Path gcc =
        Files.writeString(
            directory.resolve("gcc"), "#!/bin/sh\ncase $* in *libelf*) exit 1;; esac\n");
    assertThat(gcc.toFile().setExecutable(true)).isTrue();
    String path = directory + ":" + System.getenv("PATH");

    assertThatThrownBy(() -> new Toolchain(Map.of("PATH", path), Architecture.host()).require())
        .hasMessageEndingWith("sudo apt-get install libelf-dev");
  }

  @Test
  @Timeout(20)
  void aCompilerThatHangsIsNamedInsteadOfWaitedFor() throws IOException {
    Path gcc = Files.writeString(directory.resolve("gcc"), "#!/bin/sh\nexec sleep 60\n");
    assertThat(gcc.toFile().setExecutable(true)).isTrue();
    String path = directory + ":" + System.getenv("PATH");
    Toolchain tools =
        new Toolchain(Map.of("PATH", path), Architecture.host(), Duration.ofMillis(300));

    assertThatThrownBy(tools::versions).hasMessageStartingWith(gcc + " --version ");
  }
}
