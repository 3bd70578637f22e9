package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.BuildException;
import org.boot2docker.builder.content.Origins;
import org.boot2docker.builder.content.PackageFiles;
import org.boot2docker.builder.content.SharedLibraries;
import org.boot2docker.builder.content.StubLibraries;
import org.boot2docker.builder.description.IsoSpec.DockerSpec;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.image.RootfsStep.RootfsResult;
import org.boot2docker.builder.packages.PackagePlan;
import org.boot2docker.builder.packages.PackagePlan.DockerChoice;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.StoredTree;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.download.CacheException;
import org.boot2docker.formats.tree.FileTree;

/**
 * Docker's programs, from the first choice that can be had and whose programs find their libraries
 * in user land.
 */
public final class DockerStep {
  private final StepContext context;
  private final DockerSpec docker;
  private final RootfsResult rootfs;

  private DockerStep(StepContext context, RootfsResult rootfs) {
    this.context = context;
    this.docker = context.description().iso().docker();
    this.rootfs = rootfs;
  }

  /**
   * Runs the step.
   *
   * @throws BuildException when no choice will do, with the reason for each
   */
  public static DockerResult run(StepContext context, PackagePlan plan, RootfsResult rootfs)
      throws IOException {
    return new DockerStep(context, rootfs).choose(plan);
  }

  private DockerResult choose(PackagePlan plan) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (int i = 0; i < plan.dockerChoices(); i++) {
      try {
        DockerChoice choice = plan.docker(i);
        DockerResult result = make(choice);
        context
            .listener()
            .notice("Docker " + result.version() + " is taken from " + choice.origin());
        return result;
      } catch (CacheException e) {
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

  private DockerResult make(DockerChoice choice) throws IOException {
    String version = DockerVersion.of(docker.versionPackage(), choice.packages());
    StepInputs inputs =
        context.inputs().add("rootfs", rootfs.key()).add("links", docker.links().toString());
    StepContext.addPackages(inputs, choice.packages());
    StepContext.addSpecs(inputs, docker.packages());
    Path made =
        context
            .runner()
            .run(StepName.DOCKER, inputs, directory -> make(choice, version, directory));
    return new DockerResult(
        inputs.key(), version, choice.packages(), StoredTree.read(made), Origins.read(made));
  }

  private void make(DockerChoice choice, String version, Path directory) throws IOException {
    StoredTree.write(
        directory,
        spool -> {
          Origins origins = new Origins();
          FileTree tree = tree(choice, version, spool, origins);
          Origins.write(origins.of(tree), directory);
          return tree;
        });
  }

  private FileTree tree(DockerChoice choice, String version, Path spool, Origins origins)
      throws IOException {
    FileTree tree = new FileTree();
    PackageFiles files = new PackageFiles(context.description().exclude());
    context.store().fetch(choice.packages());
    for (PackageSpec spec : docker.packages()) {
      LockedPackage found = RootfsTree.find(spec, choice.packages());
      FileTree unpacked = context.store().unpack(found, files.wanted(spec), spool);
      origins.add(found.name(), unpacked);
      tree.putAll(files.take(spec, unpacked));
    }
    docker.links().forEach(tree::link);
    OsRelease.write(version, tree);
    check(tree);
    return tree;
  }

  /** A program that doesn't find its libraries would only fail once the image has booted. */
  private void check(FileTree docker) throws IOException {
    FileTree together = new FileTree().putAll(rootfs.tree()).putAll(docker);
    List<String> problems = new SharedLibraries(context.architecture()).problems(together);
    if (!problems.isEmpty()) {
      throw new BuildException(String.join("; ", problems));
    }
    new StubLibraries(context.description().rootfs().stubs(), context.architecture()).check(docker);
  }

  /**
   * What the step made.
   *
   * @param key of its inputs
   * @param version Docker's, which is the image's
   * @param packages what it was made of
   * @param tree Docker's programs
   * @param origins the packages of its files, by path
   */
  public record DockerResult(
      String key,
      String version,
      List<LockedPackage> packages,
      FileTree tree,
      Map<String, String> origins) {}
}
