package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.builder.content.Origins;
import org.boot2docker.builder.content.PackageFiles;
import org.boot2docker.builder.content.SharedLibraries;
import org.boot2docker.builder.content.StubLibraries;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.StoredTree;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.FileTree;

/** Docker's programs, which must find their libraries in user land. */
final class DockerStep {
  private final StepContext context;
  private final DockerInputs inputs;

  private DockerStep(StepContext context, DockerInputs inputs) {
    this.context = context;
    this.inputs = inputs;
  }

  /**
   * Runs the step.
   *
   * @throws BuildException when a program does not find its libraries in user land
   */
  static DockerResult run(StepContext context, DockerInputs inputs) throws IOException {
    return new DockerStep(context, inputs).run();
  }

  private DockerResult run() throws IOException {
    List<LockedPackage> all =
        Stream.concat(inputs.packages().stream(), inputs.sources().stream()).toList();
    String version = DockerVersion.of(inputs.docker(), all);
    StepInputs counted = StepInputs.of(inputs);
    Path made =
        context.runner().run(StepName.DOCKER, counted, directory -> make(version, directory));
    return new DockerResult(
        counted.key(),
        version,
        inputs.packages(),
        inputs.sources(),
        StoredTree.read(made),
        Origins.read(made));
  }

  private void make(String version, Path directory) throws IOException {
    StoredTree.write(
        directory,
        spool -> {
          Origins origins = new Origins();
          FileTree tree = tree(version, spool, origins);
          Origins.write(origins.of(tree), directory);
          return tree;
        });
  }

  private FileTree tree(String version, Path spool, Origins origins) throws IOException {
    FileTree tree = new FileTree();
    PackageFiles files = new PackageFiles(inputs.exclude());
    context.store().fetch(inputs.packages());
    for (PackageSpec spec : inputs.docker().packages()) {
      LockedPackage found = PackageFiles.find(spec, inputs.packages());
      FileTree unpacked = context.store().unpack(found, files.wanted(spec), spool);
      origins.add(found.name(), unpacked);
      tree.putAll(files.take(spec, unpacked));
    }
    inputs
        .engine()
        .ifPresent(
            engine -> {
              origins.add(inputs.docker().versionPackage(), engine.tree());
              tree.putAll(engine.tree());
            });
    Links.put(tree, "iso.docker.links", inputs.docker().links());
    check(tree);
    return tree;
  }

  /** A program that doesn't find its libraries would only fail once the image has booted. */
  private void check(FileTree docker) throws IOException {
    FileTree together = new FileTree().putAll(inputs.rootfs().tree()).putAll(docker);
    List<String> problems = new SharedLibraries(inputs.architecture()).problems(together);
    if (!problems.isEmpty()) {
      throw new BuildException(String.join("; ", problems));
    }
    new StubLibraries(inputs.stubs(), inputs.architecture()).check(docker);
  }
}
