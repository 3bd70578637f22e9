package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.boot2docker.build.Manifest;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker bench}. */
@Command(
    name = "bench",
    description =
        "Measure the image: its size by part, and from one boot the times and the memory. Times"
            + " compare only within one machine; see the accelerator.")
final class BenchCommand implements Callable<Integer> {

  /** A machine of its own, so that a running one is left alone. */
  private static final String MACHINE = "bench";

  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Terminal terminal;

  @Option(
      names = "--iso",
      paramLabel = "FILE",
      description = "The image (default: ~/.boot2docker/boot2docker.iso).")
  @Nullable Path iso;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "2048",
      description = "Memory of the guest in MiB (default: ${DEFAULT-VALUE}).")
  int memory;

  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path image = iso == null ? Directories.image(System.getenv()) : iso;
    if (!Files.exists(image)) {
      throw new MachineException(
          "there is no image " + image + "; 'boot2docker build -o " + image + "' makes it");
    }
    BenchReport report = measure(image);
    if (style.json) {
      terminal.print(Json.of(report));
    } else {
      BenchTable.print(report, terminal);
    }
    return 0;
  }

  private BenchReport measure(Path image) throws IOException {
    Manifest manifest = Manifest.ofImage(image);
    Progress progress = style.quiet || style.json ? Progress.silent() : terminal::say;
    Machine machine = Machine.named(MACHINE);
    if (!machine.start(MachineSpec.cd(image).memoryMiB(memory).build(), progress)) {
      throw new MachineException("the machine bench runs already; wait for the other bench to end");
    }
    try {
      machine.awaitDocker(LIMIT, progress);
      return BenchReport.of(image, manifest, machine);
    } finally {
      machine.stop(Duration.ofMinutes(1), Progress.silent());
      machine.remove(Progress.silent());
    }
  }
}
