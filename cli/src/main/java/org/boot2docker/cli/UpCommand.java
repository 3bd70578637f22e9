package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.boot2docker.cli.EnvCommand.Shell;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.UpRequest;
import org.boot2docker.machine.Upgrade;
import org.boot2docker.machine.disk.NewDisk;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code boot2docker up}. */
@Command(
    name = "up",
    aliases = {"start", "boot"},
    description =
        "Boot the image as a local machine and wait until Docker answers. Build the image first if"
            + " there is none.",
    footer = {
      "Examples:",
      "  boot2docker up --memory 4G --cpus 4 -p 8080:80",
      "  boot2docker up --share ~/project",
      "  boot2docker up web --disk-size 60G"
    })
final class UpCommand implements Callable<Integer> {
  private final Terminal terminal;
  private boolean part;
  private boolean restart;

  @Option(
      names = "--defaults",
      description =
          "Forget the machine's settings. Otherwise an option that is not given has its value in"
              + " machine.yaml, where the options of earlier starts are.")
  boolean defaults;

  @Option(
      names = "--format",
      description =
          "Let the guest format the disks that --disk names, if they are blank; create those that"
              + " don't exist (20G).")
  boolean format;

  @Option(
      names = "--discard-state",
      description = "Boot a saved machine instead of resuming it. What ran in it is lost.")
  boolean discard;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Seconds that the guest may take to start (default: ${DEFAULT-VALUE}).")
  int timeout;

  @Spec CommandSpec spec;
  @Mixin ChoiceOptions choices;
  @Mixin ImageOptions images;
  @Mixin MachineArgument machineOptions;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  UpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * From now on it starts machines that are parts of something: it says how that gets on, asks
   * nothing, and leaves it to its caller to say how to use them.
   */
  void startsPart() {
    part = true;
  }

  /** From now on it starts machines that must be there, with an image that was made ready. */
  void startsAgain() {
    restart = true;
  }

  @Override
  public Integer call() throws IOException {
    Settings given = given();
    Machine machine = machineOptions.machine();
    boolean forPeople = !style.quiet && !style.json && !part;
    if (forPeople && images.template == null) {
      Path home = Path.of(System.getProperty("user.home"));
      given = new HomeFolder(terminal, home).offered(given, machine);
    }
    boolean starts = !machine.isRunning() && (discard || !machine.isSaved());
    if (!images.build && !starts) {
      requireBuiltSo(Path.of(MachineConfig.read(machine.directory()).image()));
    }
    boolean started =
        machine.up(
            new UpRequest(given, defaults, images.build, format, discard, restart, this::image),
            style.progress(terminal));
    Duration limit = Duration.ofSeconds(timeout);
    Upgrade upgrade = new Upgrade(machine, System.getenv(), style.progress(terminal));
    String version = upgrade.awaitDocker(limit);
    boolean current = machine.useDockerContext(started, style.progress(terminal));
    boolean keepsData = (started || forPeople) && keepsData(machine);
    if (style.json) {
      terminal.print(machine.status().toJson());
    } else if (forPeople) {
      printUse(machine, version, current, keepsData);
    }
    machine.makeTemplate(style.progress(terminal));
    return 0;
  }

  /** What was chosen, checked as far as that takes no look at files. */
  private Settings given() throws IOException {
    try {
      Settings given = images.settings(choices.settings(), spec.commandLine().getParseResult());
      given.requirePossible();
      if (timeout < 1) {
        throw new IllegalArgumentException("--timeout " + timeout + " is no time: give 1 or more");
      }
      return given;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void requireBuiltSo(Path image) throws IOException {
    images.requireBuiltSo(image, spec.commandLine().getParseResult());
  }

  /** The image, which is built when that was asked for or there is none. */
  private Path image(Settings settings) throws IOException {
    Path image = images.image(settings);
    if (restart) {
      return image;
    }
    if (images.builds(settings)) {
      images.build(image, terminal, style);
    } else {
      requireBuiltSo(image);
      ReleasedImages.check(image, System.getenv(), style.progress(terminal));
    }
    return image;
  }

  private void printUse(Machine machine, String version, boolean current, boolean keepsData)
      throws IOException {
    terminal.print("Docker " + version + " is up. Use it with");
    String context = current ? "" : "--context " + machine.dockerContext().name() + " ";
    terminal.print("  docker " + context + "run hello-world");
    Shell shell = Shell.ofThisProcess();
    terminal.print("or  " + shell.set("DOCKER_HOST", "unix://" + machine.dockerSocket()));
    terminal.print(placeOfData(machine, keepsData));
    String name = nameOption(machine);
    terminal.print(
        "For a shell in the machine, run: boot2docker ssh%s    To stop it, run: boot2docker stop%s"
            .formatted(name, name));
  }

  private static String placeOfData(Machine machine, boolean keepsData) throws IOException {
    if (keepsData) {
      return "Containers and images are kept on " + disks(machine);
    }
    return "Containers and images are in RAM, until the machine stops: to keep them from then on,"
        + " run boot2docker restart --disk-size "
        + sizeOfDisk(machine)
        + nameOption(machine);
  }

  /**
   * Whether the machine keeps its data on a disk. Not every disk can be looked into before the
   * start.
   *
   * @throws MachineException when it has one that it does not use
   */
  private static boolean keepsData(Machine machine) throws IOException {
    boolean keeps = machine.keepsData();
    if (!keeps && !disks(machine).isEmpty()) {
      throw new MachineException(
          "machine %s runs, but did not use %s, so its containers and images are in RAM until it stops: see what %s says of the disk"
              .formatted(machine.name(), disks(machine), machine.directory().consoleLog()));
    }
    return keeps;
  }

  private static String disks(Machine machine) throws IOException {
    return MachineConfig.read(machine.directory()).disks().replace("\n", ", ");
  }

  /** A disk that the machine had earlier can't become smaller. */
  private static DiskSize sizeOfDisk(Machine machine) throws IOException {
    Path disk = machine.directory().disk();
    return Files.exists(disk) ? DiskSize.within(NewDisk.size(disk)) : DiskSize.USUAL;
  }

  private static String nameOption(Machine machine) {
    return machine.name().equals(MachineDirectory.DEFAULT_NAME) ? "" : " --name " + machine.name();
  }
}
