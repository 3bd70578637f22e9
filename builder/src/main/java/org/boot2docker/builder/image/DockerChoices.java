package org.boot2docker.builder.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.packages.PackagePlan;
import org.boot2docker.builder.packages.PackagePlan.DockerChoice;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.debian.download.CacheException;

/** Takes the first choice of Docker that can be had and whose programs find their libraries. */
public final class DockerChoices {
  private final StepContext context;
  private final ImageInputs inputs;
  private final RootfsResult rootfs;

  /** Choices for a user land. */
  public DockerChoices(StepContext context, ImageInputs inputs, RootfsResult rootfs) {
    this.context = context;
    this.inputs = inputs;
    this.rootfs = rootfs;
  }

  /**
   * Runs the step docker for one choice after another, until one will do.
   *
   * @throws BuildException when none will do, with the reason for each
   */
  public DockerResult choose(PackagePlan plan) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (int i = 0; i < plan.dockerChoices(); i++) {
      try {
        DockerChoice choice = plan.docker(i);
        DockerResult result = run(choice);
        context.listener().say("Docker " + result.version() + " is taken from " + choice.origin());
        return result;
      } catch (CacheException | CompilationException e) {
        throw e;
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          // The kernel could not be made: no suite is to blame.
          throw e;
        }
        refusals.add(String.valueOf(e.getMessage()));
        if (i + 1 < plan.dockerChoices()) {
          context.listener().warning("trying the next suites for Docker: " + e.getMessage());
        }
      }
    }
    throw new BuildException(
        "no suite has a Docker that can be used: " + String.join("; ", refusals));
  }

  private DockerResult run(DockerChoice choice) throws IOException {
    Optional<EngineInputs> wanted = inputs.engine(choice.engine());
    Optional<EngineResult> engine =
        wanted.isPresent() ? Optional.of(EngineStep.run(context, wanted.get())) : Optional.empty();
    return DockerStep.run(
        context, inputs.docker(choice.packages(), engine, choice.engine(), rootfs));
  }
}
