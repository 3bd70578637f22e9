package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.boot.BootChoice;
import org.boot2docker.machine.boot.ImageFile;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker swarm}. */
@Command(
    name = "swarm",
    description =
        "Run Docker's Swarm on machines of its own, swarm-1 (the manager), swarm-2 and so on, which"
            + " see each other on a private network.",
    footer = {
      "Examples:",
      "  boot2docker swarm up --nodes 3 --memory 1G",
      "  boot2docker swarm scale 5",
      "  boot2docker swarm down --force"
    })
final class SwarmCommand implements Callable<Integer>, SwarmNodes.Starter {
  private static final int MOST = 200;

  private final Terminal terminal;

  /** What to do. */
  enum Action {
    UP,
    STATUS,
    SCALE,
    DOWN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "status",
      description =
          "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). up and scale start or"
              + " delete nodes until there are as many as wanted; down deletes all. Before nodes"
              + " are deleted, with their data disks, you are asked.")
  Action action = Action.STATUS;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "N",
      description = "How many nodes, as with --nodes.")
  @Nullable Integer count;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many nodes there are to be, for up (default: 3) and scale.")
  @Nullable Integer nodes;

  @Option(names = "--iso", paramLabel = "FILE", description = "The image that new nodes boot.")
  @Nullable Path iso;

  @Option(
      names = "--memory",
      converter = MemoryConverter.class,
      paramLabel = "SIZE",
      description = "Memory of new nodes in MiB, or such as 4G.")
  @Nullable Integer memory;

  @Option(names = "--cpus", paramLabel = "N", description = "Processors of new nodes.")
  @Nullable Integer cpus;

  @Option(
      names = "--from-template",
      description =
          "Start new nodes from a template of the memory, which the first start makes, instead of"
              + " booting them.")
  boolean fromTemplate;

  @Option(
      names = "--no-disk",
      description = "Keep containers and images of new nodes in RAM, for as long as they run.")
  boolean noDisk;

  @Option(
      names = {"-f", "--force"},
      description = "Delete nodes without asking.")
  boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print results and errors only.")
  boolean quiet;

  @Option(names = "--json", description = "Print the nodes as JSON.")
  boolean json;

  private boolean newNodes;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  SwarmCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    requireFittingOptions();
    if (nodes != null && count != null && !nodes.equals(count)) {
      throw new ParameterException(
          spec.commandLine(),
          "two numbers of nodes are given, %d and %d: give one".formatted(count, nodes));
    }
    requirePossibleOptions();
    Progress progress = quiet || json ? Progress.SILENT : terminal::say;
    SwarmNodes swarm = new SwarmNodes(terminal, progress, this);
    if (!done(swarm)) {
      terminal.say("the swarm is left as it is");
      return 1;
    }
    if (action == Action.DOWN) {
      terminal.print("the swarm is deleted");
      return 0;
    }
    if (!newNodes && !forNewNodes().isEmpty()) {
      terminal.say(
          "no node is new, so %s changed nothing: give it to 'boot2docker restart swarm-1' and others"
              .formatted(String.join(" and ", forNewNodes())));
    }
    List<SwarmEngine.Node> list = swarm.nodes();
    terminal.print(json ? Json.text(list) : table(list));
    if (action == Action.UP && !quiet && !json) {
      terminal.print("Use the swarm with");
      terminal.print("  " + SwarmNodes.use());
    }
    return 0;
  }

  private static String table(List<SwarmEngine.Node> nodes) {
    String row = "%-25s  %-12s %-8s %-13s %-15s %s";
    List<String> lines = new ArrayList<>();
    lines.add(
        row.formatted(
            "ID", "HOSTNAME", "STATUS", "AVAILABILITY", "MANAGER STATUS", "ENGINE VERSION"));
    for (SwarmEngine.Node node : nodes) {
      lines.add(
          row.formatted(
              node.id(),
              node.name(),
              node.status(),
              node.availability(),
              node.managerStatus(),
              node.engineVersion()));
    }
    return String.join("\n", lines);
  }

  /** Does it, unless the user says no. */
  private boolean done(SwarmNodes swarm) throws IOException {
    return switch (action) {
      case UP -> swarm.up(wanted(3), force);
      case SCALE -> swarm.scale(wanted(0), force);
      case DOWN -> swarm.down(force);
      case STATUS -> true;
    };
  }

  private int wanted(int usual) {
    Integer given = nodes == null ? count : nodes;
    int wanted = given == null ? usual : given;
    if (wanted < 1 || wanted > MOST) {
      throw new ParameterException(
          spec.commandLine(), "a swarm has 1 to " + MOST + " nodes: give --nodes N");
    }
    return wanted;
  }

  private void requirePossibleOptions() {
    try {
      settings().requirePossible();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** What another action would ignore is refused. */
  private void requireFittingOptions() {
    if (action == Action.UP || action == Action.SCALE) {
      return;
    }
    List<String> others = new ArrayList<>(forNewNodes());
    if (nodes != null || count != null) {
      others.add("a number of nodes");
    }
    if (force && action == Action.STATUS) {
      others.add("--force");
    }
    if (json && action == Action.DOWN) {
      others.add("--json");
    }
    if (!others.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "'swarm %s' does not take %s".formatted(action, String.join(", ", others)));
    }
  }

  /** Names of the given options that only new nodes heed. */
  private List<String> forNewNodes() {
    List<String> given = new ArrayList<>();
    if (iso != null) {
      given.add("--iso");
    }
    if (memory != null) {
      given.add("--memory");
    }
    if (cpus != null) {
      given.add("--cpus");
    }
    if (fromTemplate) {
      given.add("--from-template");
    }
    if (noDisk) {
      given.add("--no-disk");
    }
    return given;
  }

  @Override
  public void require(String name, String address) throws IOException {
    Machine machine = Machine.named(name);
    if ((machine.isRunning() || machine.isSaved()) && !hasAddress(machine, address)) {
      throw new MachineException(
          "machine %1$s has not the address %2$s: run 'boot2docker restart %1$s --lan %2$s'"
              .formatted(name, address));
    }
    if (!machine.directory().wasStarted()) {
      requireMemory(settings().over(machine.settings()));
    }
  }

  /** Before the first node is started; an image that is still to be built is not known. */
  private static void requireMemory(Settings settings) throws IOException {
    Path usual = Directories.image(System.getenv(), Architecture.host());
    Path image = settings.one(Setting.ISO).map(Path::of).orElse(usual);
    if (settings.has(Setting.ISO) || Files.exists(image)) {
      new BootChoice(ImageFile.of(image), settings).requireMemory();
    }
  }

  private static boolean hasAddress(Machine machine, String address) throws IOException {
    return machine.settings().all(Setting.LAN).contains(address);
  }

  @Override
  public void prepare(String name, String address) throws IOException {
    Machine machine = Machine.named(name);
    boolean isNew = !machine.directory().wasStarted();
    newNodes |= isNew;
    if (!isNew && hasAddress(machine, address)) {
      return;
    }
    // One that was started before may have data where its other settings say.
    Settings settings = (isNew ? settings() : Settings.none()).with(Setting.LAN, address);
    machine.keep(settings::over, Progress.SILENT);
  }

  /** Those that are given for new nodes. */
  private Settings settings() {
    Settings settings = Settings.none();
    settings = iso == null ? settings : settings.with(Setting.ISO, ChoiceOptions.absolute(iso));
    settings = memory == null ? settings : settings.with(Setting.MEMORY, memory.toString());
    settings = cpus == null ? settings : settings.with(Setting.CPUS, cpus.toString());
    settings = fromTemplate ? settings.with(Setting.FROM_TEMPLATE) : settings;
    return noDisk ? settings.with(Setting.NO_DISK) : settings;
  }

  /** As {@code up} does, which builds the image if there is none: for one node only. */
  @Override
  public int start(String name) {
    if (Files.exists(Directories.image(System.getenv(), Architecture.host()))) {
      return up(name);
    }
    synchronized (this) {
      return up(name);
    }
  }

  private int up(String name) {
    List<String> options = new ArrayList<>(List.of("--name", name));
    if (quiet || json) {
      options.add("--quiet");
    }
    return Commands.up(terminal.saying(name + ": "), UpCommand::startsPart, options);
  }
}
