package org.boot2docker.builder.packages;

import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.content.PackageFiles;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;

/** Exactly the packages of a lock. */
public record LockedPlan(Lock lock) implements PackagePlan {

  /**
   * Checks, before packages are fetched, that the compiler of the lock runs on a machine.
   *
   * @throws CompilationException when it is for other processors
   */
  public void requireCompiler(Architecture host) throws CompilationException {
    for (LockedPackage each : lock.engine()) {
      Optional<Architecture> its = Architecture.ofDebianName(each.architecture());
      if (GoPackages.isCompiler(each.name()) && its.isPresent() && its.get() != host) {
        throw new CompilationException(
            "the lock has a Go compiler for "
                + its.get().debianName()
                + ", and this machine is "
                + host.debianName()
                + ": build on a machine like that, or renew the lock with 'boot2docker lock'");
      }
    }
  }

  /**
   * Checks, before anything is fetched, that the lock has the boot loaders of the medium.
   *
   * @throws BuildException when it is of an image that boots with UEFI in another way
   */
  public void requireLoaders(IsoSpec iso) throws BuildException {
    if (!iso.uki().isEmpty() && hasAll(iso.uki()) && !hasAll(iso.uefi())) {
      throw new BuildException(
          "the lock is of an image that was signed for Secure Boot, or of another profile: give"
              + " --secure-boot-key and --secure-boot-certificate, or the profile, or renew the lock"
              + " with 'boot2docker lock'");
    }
    for (PackageSpec loader : iso.loaders()) {
      PackageFiles.find(loader, lock.loaders());
    }
  }

  private boolean hasAll(List<PackageSpec> specs) {
    return specs.stream()
        .allMatch(
            spec -> lock.loaders().stream().anyMatch(each -> spec.names().contains(each.name())));
  }

  @Override
  public List<LockedPackage> base() {
    return lock.base();
  }

  @Override
  public List<LockedPackage> rootfs() {
    return lock.rootfs();
  }

  @Override
  public List<LockedPackage> loaders() {
    return lock.loaders();
  }

  @Override
  public int dockerChoices() {
    return 1;
  }

  @Override
  public DockerChoice docker(int choice) {
    return new DockerChoice("the lock", lock.docker(), lock.engine());
  }
}
