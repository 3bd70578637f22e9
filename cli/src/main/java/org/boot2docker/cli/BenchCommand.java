package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.boot2docker.cli.bench.Bench;
import org.boot2docker.cli.bench.Boot;
import org.boot2docker.cli.bench.BootPicture;
import org.boot2docker.cli.bench.Contender;
import org.boot2docker.cli.bench.Instant;
import org.boot2docker.cli.bench.Result;
import org.boot2docker.cli.bench.Spread;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code boot2docker bench}. */
@Command(
    name = "bench",
    description =
        "Measure the image: the size of its parts, and the time and memory of its boot. Compare"
            + " times within one run only, instructions also between runs.")
final class BenchCommand implements Callable<Integer> {

  /** A machine of its own, in a home of its own: no name of a user's machine can mean it. */
  private static final String MACHINE = "bench";

  /** What only boots of images heed. */
  private static final List<String> OF_BOOTS =
      List.of(
          "--iso", "--icount", "--svg", "--beside", "--peer", "--unpacked", "--memory", "--cpus");

  private final Terminal terminal;

  @Option(
      names = "--iso",
      paramLabel = "FILE",
      description = "The image (default: ~/.boot2docker/boot2docker.iso).")
  @Nullable Path iso;

  @Option(
      names = "--boots",
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of boots; medians are printed (default: ${DEFAULT-VALUE}).")
  int boots;

  @Option(
      names = "--icount",
      description =
          "Count the guest's instructions instead of time: one processor, emulated, no network."
              + " They repeat in every run.")
  boolean counted;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw the median boot as a time line into this file.")
  @Nullable Path svg;

  @Option(
      names = "--beside",
      paramLabel = "FILE",
      description = "Another image to boot in turn with the first one.")
  List<Path> beside = new ArrayList<>();

  @Option(
      names = "--peer",
      paramLabel = "DIR",
      description = "The directory that bench/peer made, to boot in turn with the images.")
  @Nullable Path peer;

  @Option(
      names = "--unpacked",
      description =
          "Also boot each image as 'up' does, with its RAM file system unpacked: two rows.")
  boolean unpacked;

  @Option(
      names = "--memory",
      converter = MemoryConverter.class,
      paramLabel = "SIZE",
      defaultValue = "2048",
      description = "Memory of the guests in MiB, or such as 4G (default: ${DEFAULT-VALUE}).")
  int memory;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processors of the guests (default: ${DEFAULT-VALUE}).")
  int cpus;

  @Option(
      names = "--instant",
      paramLabel = "NAME",
      arity = "0..1",
      fallbackValue = MachineDirectory.DEFAULT_NAME,
      description =
          "Measure how fast a machine is saved and resumed instead, --boots times, and how long"
              + " status and list take (default: the default machine, which has to run). Where it"
              + " may start from a template, that is measured, too, and a boot.")
  @Nullable String instant;

  @Spec CommandSpec spec;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  @SuppressWarnings("try") // The lock is only held.
  public Integer call() throws IOException {
    if (instant != null) {
      requireOnlyInstant();
      measureInstant(instant);
      return 0;
    }
    Path image = iso == null ? Directories.image(System.getenv(), Architecture.host()) : iso;
    Images.require(image);
    for (Path other : beside) {
      Images.require(other);
    }
    requireBoots();
    if (svg != null) {
      AtomicFile.check(svg);
    }
    Path home = MachineDirectory.home(System.getenv()).resolve(MACHINE);
    Machine machine = machineIn(home);
    try (MachineLock lock = lock(home)) {
      // What one left that was killed.
      machine.remove(Progress.SILENT);
      try {
        measure(image, machine);
      } finally {
        machine.remove(Progress.SILENT);
      }
    }
    return 0;
  }

  private static Machine machineIn(Path home) throws MachineException {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put(MachineDirectory.HOME_VARIABLE, home.toString());
    return Machine.named(MACHINE, environment);
  }

  private static MachineLock lock(Path home) throws IOException {
    Files.createDirectories(home);
    return MachineLock.tryLock(home.resolve("lock"))
        .orElseThrow(() -> new MachineException("another bench is under way: wait for it to end"));
  }

  private void requireBoots() throws MachineException {
    if (boots < 1) {
      throw new MachineException("--boots " + boots + " measures nothing: give 1 or more");
    }
  }

  /** What would be ignored is refused. */
  private void requireOnlyInstant() {
    List<String> others =
        OF_BOOTS.stream().filter(spec.commandLine().getParseResult()::hasMatchedOption).toList();
    if (!others.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--instant measures a machine that is there, so it does not take "
              + String.join(", ", others));
    }
  }

  private void measureInstant(String name) throws IOException {
    requireBoots();
    Machine machine = Machine.named(name);
    if (!machine.isRunning() && !machine.isSaved()) {
      throw new MachineException(
          "machine %s doesn't run: start it with 'boot2docker up %s'".formatted(name, name));
    }
    Instant.Report report =
        new Instant(Directories.launcher(), machine, style.progress(terminal)).run(boots);
    if (style.json) {
      terminal.print(Json.text(report));
      return;
    }
    report.milliseconds().forEach(this::printTime);
    terminal.print(report.runs() + " runs of: " + String.join("; ", report.commands()));
  }

  private void printTime(String command, Spread time) {
    terminal.print(
        String.format(
            Locale.ROOT,
            "%-13s median %5.0f ms, least %5.0f ms, most %5.0f ms",
            command,
            time.median(),
            time.least(),
            time.most()));
  }

  private void measure(Path image, Machine machine) throws IOException {
    machine.directory().create();
    List<Contender> contenders = contenders(image, machine.directory().path());
    Progress progress = style.progress(terminal);
    List<List<Boot>> all =
        new Bench(machine, memory, cpus, counted, progress).run(contenders, boots);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      results.add(Result.of(contenders.get(i), all.get(i)));
    }
    String accelerator = MachineConfig.read(machine.directory()).accelerator();
    BenchReport report = BenchReport.of(image, accelerator, counted, boots, results);
    if (svg != null) {
      String title = "Docker " + report.docker() + ", profile " + report.profile();
      AtomicFile.text(svg, new BootPicture(Result.typical(all.get(0)), title, counted).svg());
    }
    if (style.json) {
      terminal.print(Json.text(report));
    } else {
      BenchTable.print(report, terminal);
    }
  }

  private List<Contender> contenders(Path image, Path directory) throws IOException {
    List<Path> images = new ArrayList<>(List.of(image));
    images.addAll(beside);
    List<Contender> contenders = new ArrayList<>();
    for (boolean ready : unpacked ? List.of(false, true) : List.of(false)) {
      for (Path one : images) {
        Path to = directory.resolve("image" + contenders.size());
        contenders.add(Contender.image(one, to, memory, ready));
      }
      if (peer != null) {
        contenders.add(Contender.peer(peer, directory, ready));
      }
    }
    return contenders;
  }
}
