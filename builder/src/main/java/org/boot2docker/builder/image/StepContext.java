package org.boot2docker.builder.image;

import java.util.List;
import org.boot2docker.builder.Architecture;
import org.boot2docker.builder.BuildListener;
import org.boot2docker.builder.BuildRequest;
import org.boot2docker.builder.Timings;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.debian.archive.LockedPackage;

/**
 * What every step works with.
 *
 * @param request what was asked for
 * @param description what to make
 * @param architecture for which machine
 * @param store the packages' contents
 * @param runner runs and caches
 * @param tool sum of the classes that do the work
 * @param listener is told of progress
 * @param timings notes the phases
 */
public record StepContext(
    BuildRequest request,
    Description description,
    Architecture architecture,
    PackageStore store,
    StepRunner runner,
    String tool,
    BuildListener listener,
    Timings timings) {

  /** Inputs that every step has. */
  StepInputs inputs() {
    return new StepInputs().add("tool", tool).add("architecture", architecture.debianName());
  }

  /** Adds packages as inputs: a package is what its hash says. */
  static void addPackages(StepInputs inputs, List<LockedPackage> packages) {
    for (LockedPackage each : packages) {
      inputs.add("package " + each.name(), each.version() + " " + each.sha256());
    }
  }

  /** Adds what is taken of packages. */
  static void addSpecs(StepInputs inputs, List<PackageSpec> specs) {
    for (PackageSpec spec : specs) {
      inputs.add("files of " + spec.displayName(), spec.files().patterns().toString());
    }
  }
}
