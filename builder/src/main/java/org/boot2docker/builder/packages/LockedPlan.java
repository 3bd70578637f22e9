package org.boot2docker.builder.packages;

import java.util.List;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.debian.archive.LockedPackage;

/** Exactly the packages of a lock. */
public record LockedPlan(Lock lock) implements PackagePlan {

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
