package org.boot2docker.builder.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.description.EngineSpec;
import org.boot2docker.builder.engine.EngineBuild;
import org.boot2docker.builder.engine.GoToolchain;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.builder.step.StoredTree;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.tree.FileTree;

/** Docker's programs, compiled from Debian's sources. */
public final class EngineStep {
  /** What unpacks, patches, compiles and writes the programs down. */
  static final List<String> CLASSES =
      List.of(
          "org/boot2docker/builder/compile/",
          "org/boot2docker/builder/engine/",
          "org/boot2docker/builder/image/EngineStep",
          "org/boot2docker/builder/step/StoredTree");

  private final StepContext context;
  private final EngineInputs inputs;

  private EngineStep(StepContext context, EngineInputs inputs) {
    this.context = context;
    this.inputs = inputs;
  }

  /**
   * Checks, before anything is fetched, that the step can run.
   *
   * @throws CompilationException naming what is needed
   */
  public static void require(Optional<EngineSpec> engine) throws CompilationException {
    if (engine.isPresent()) {
      GoToolchain.require(System.getProperty("os.name", ""));
    }
  }

  /**
   * Compiles them, or takes them from the cache; an interrupted build leaves nothing behind.
   *
   * @throws CompilationException when they can't be compiled, for which no suite is to blame
   * @throws IOException when a package can't be had
   */
  static EngineResult run(StepContext context, EngineInputs inputs) throws IOException {
    return new EngineStep(context, inputs).run();
  }

  private EngineResult run() throws IOException {
    StepInputs counted = StepInputs.of(inputs);
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      Path log = log(context.logs(), counted);
      Path made =
          context
              .runner()
              .run(
                  StepName.ENGINE,
                  counted,
                  directory ->
                      StoredTree.write(directory, spool -> make(spool, log, cancellation)));
      return new EngineResult(counted.key(), StoredTree.read(made));
    }
  }

  /** What the compiler says; another engine may be compiled at the same time. */
  static Path log(Path logs, StepInputs counted) {
    return logs.resolve("engine-" + counted.key() + ".log");
  }

  private FileTree make(Path spool, Path log, Cancellation cancellation) throws IOException {
    context.store().fetch(inputs.packages());
    EngineBuild.Surroundings surroundings =
        new EngineBuild.Surroundings(
            context.store(),
            log,
            context.compiled(),
            context.workers(),
            (done, about) -> context.listener().files("compiling the engine", done, about),
            context.timings(),
            cancellation);
    try {
      return new EngineBuild(inputs.engine(), inputs.architecture(), surroundings)
          .run(inputs.packages(), spool);
    } catch (CompilationException e) {
      throw e;
    } catch (IOException e) {
      if (AtomicFile.isFull(e)) {
        throw e;
      }
      throw new CompilationException(String.valueOf(e.getMessage()), e);
    }
  }
}
