package org.boot2docker.builder.packages;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.FileTree;
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

  private static void requireLoaders(String locked, List<String> uefi, List<String> uki)
      throws BuildException {
    Lock lock =
        new Lock(
            Architecture.AMD64,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(locked(locked, "amd64")));
    new LockedPlan(lock)
        .requireLoaders(
            new IsoSpec(
                IsoSpec.Compression.ZSTD,
                IsoSpec.Filters.NONE,
                List.of(),
                List.of(),
                "",
                new FileTree(),
                List.of(),
                specs(uefi),
                specs(uki),
                false));
  }

  private static List<PackageSpec> specs(List<String> names) {
    return names.stream()
        .map(name -> new PackageSpec(List.of(name), false, List.of(), new Place("x.yaml:1: uefi")))
        .toList();
  }

  @Test
  void aLockOfASignedImageWantsItsKey() throws BuildException {
    List<String> stub = List.of("systemd-boot-efi");
    requireLoaders("shim-signed", List.of("shim-signed"), stub);
    requireLoaders("systemd-boot-efi", stub, List.of());
    requireLoaders("systemd-boot-efi", stub, stub);
    assertThatThrownBy(() -> requireLoaders("systemd-boot-efi", List.of("shim-signed"), stub))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("give --secure-boot-key");
    assertThatThrownBy(() -> requireLoaders("shim-signed", stub, List.of()))
        .isInstanceOf(BuildException.class)
        .hasMessageContainingAll("systemd-boot-efi", "which the lock does not have");
  }

  @Test
  void aLockedCompilerRunsOnMachinesLikeTheOneOfTheLockWhateverTheImageIsFor() {
    assertThatCode(() -> PLAN.requireCompiler(Architecture.AMD64)).doesNotThrowAnyException();
    assertThatThrownBy(() -> PLAN.requireCompiler(Architecture.ARM64))
        .isInstanceOf(CompilationException.class)
        .hasMessageContainingAll("for amd64", "this machine is arm64: ");
  }
}
