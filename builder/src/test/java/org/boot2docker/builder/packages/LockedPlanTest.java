package org.boot2docker.builder.packages;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.junit.jupiter.api.Test;

class LockedPlanTest {
  private static LockedPackage locked(String name, String architecture) {
    return new LockedPackage(
        name, "1", architecture, "trixie", "pool/" + name + ".deb", 1, "aa".repeat(32));
  }

  /** The image is for arm64; its lock was made on amd64. */
  private static final LockedPlan PLAN =
      new LockedPlan(
          new Lock(
              Architecture.ARM64,
              List.of(),
              List.of(),
              List.of(),
              List.of(
                  locked("golang-1.24-go", "amd64"),
                  locked("golang-1.24-src", "all"),
                  locked("libseccomp-dev", "arm64")),
              List.of()));

  @Test
  void aLockedCompilerRunsOnMachinesLikeTheOneOfTheLockWhateverTheImageIsFor() {
    assertThatCode(() -> PLAN.requireCompiler(Architecture.AMD64)).doesNotThrowAnyException();
    assertThatThrownBy(() -> PLAN.requireCompiler(Architecture.ARM64))
        .isInstanceOf(CompilationException.class)
        .hasMessageContainingAll("for amd64", "this machine is arm64: ");
  }
}
