package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFileStore;
import org.boot2docker.machine.boot.BootChoice;
import org.boot2docker.machine.boot.ImageFile;
import org.boot2docker.machine.disk.DataDisks;
import org.boot2docker.machine.disk.NewDisk;
import org.boot2docker.machine.given.GivenSettings;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Told;
import org.boot2docker.machine.ports.PortsFile;
import org.boot2docker.machine.qemu.AcceleratorProbe;
import org.boot2docker.machine.qemu.FirmwareFiles;
import org.boot2docker.machine.qemu.Qemu;
import org.boot2docker.machine.saved.SavedState;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.settings.SettingsFile;
import org.boot2docker.machine.state.FilesBefore;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;
import org.boot2docker.machine.upgrade.Trial;

/** Starts a machine by what the user chose, now and earlier, or checks that it runs so. */
final class MachineUp {
  private final MachineDirectory directory;
  private final Map<String, String> environment;
  private final Progress progress;
  private Optional<Resumed> resumed = Optional.empty();
  private Optional<TemplatePlan> plan = Optional.empty();

  MachineUp(MachineDirectory directory, Map<String, String> environment, Progress progress) {
    this.directory = directory;
    this.environment = environment;
    this.progress = progress;
  }

  /**
   * Brings it up.
   *
   * @return false when it runs already
   */
  @SuppressWarnings("try") // The lock is only held.
  boolean up(UpRequest request) throws IOException {
    // Before the folder is made: what is refused leaves nothing.
    directory.requireShortName();
    requireUsable(request.settings(), request);
    boolean isNew = !Files.exists(directory.path());
    directory.create();
    boolean done = false;
    try (MachineLock lock = MachineLock.await(directory, "up", progress)) {
      boolean first = !directory.wasStarted();
      try {
        boolean started = upOrUnchanged(request);
        done = true;
        return started;
      } finally {
        // What can be made again is not left where no command finds it.
        if (first && !directory.wasStarted()) {
          Folders.delete(directory.bootFiles());
        }
      }
    } finally {
      // Windows deletes no open file, such as the lock.
      if (isNew && !done && isEmpty()) {
        Folders.delete(directory.path());
      }
    }
  }

  private boolean upOrUnchanged(UpRequest request) throws IOException {
    if (request.existing() && !directory.exists()) {
      throw new MachineException(
          "machine %1$s was deleted or renamed meanwhile: make it with 'boot2docker up --name %1$s', or start the other"
              .formatted(directory.name()));
    }
    if (new RunningQemu(directory).settled().isPresent()) {
      requireSame(request);
      return false;
    }
    settleUpgrade(request);
    // A state that is given up goes when QEMU is about to start, and not before that is refused.
    if (!request.discard() && SavedState.exists(directory) && resumes(request)) {
      return true;
    }
    start(request);
    return true;
  }

  /** Whether nothing is in its folder but the lock: no log that an error names. */
  private boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(directory.path())) {
      return files.allMatch(directory.lock()::equals);
    }
  }

  /** After an upgrade that was killed before Docker answered, the former image is the safe one. */
  private void settleUpgrade(UpRequest request) throws IOException {
    Optional<Trial> open = Trial.open(directory);
    if (open.isEmpty()) {
      return;
    }
    Trial trial = open.get();
    Optional<String> chosen = request.settings().one(Setting.ISO);
    if (chosen.isEmpty() && !request.forget()) {
      progress.say(
          "the upgrade to %s was interrupted: going back to %s"
              .formatted(trial.after(), trial.takeBack(directory)));
    } else if (!chosen.equals(Optional.of(trial.after()))) {
      Files.deleteIfExists(directory.upgrade());
    }
  }

  /** What is still under way when it was resumed. */
  Optional<Resumed> resumed() {
    return resumed;
  }

  /** The template that is still to be made. */
  Optional<TemplatePlan> plan() {
    return plan;
  }

  /** Checks all that needs no image, and so no build of minutes. */
  private void requireUsable(Settings chosen, UpRequest request) throws IOException {
    Optional<String> image = chosen.one(Setting.ISO);
    if (image.isPresent() && !request.build()) {
      new BootChoice(ImageFile.of(Path.of(image.get())), chosen).architecture();
    }
    if (request.format() && chosen.disks().isEmpty()) {
      throw new MachineException("--format has no disk to prepare: add --disk FILE");
    }
    DataDisks.check(chosen.disks(), request.format(), progress);
    requireUsable(chosen);
  }

  private void requireUsable(Settings settings) throws IOException {
    Starter.requireShares(settings.all(Setting.SHARE));
    new GivenSettings(settings, environment).texts(directory.name());
  }

  /**
   * Checks what a start with these settings besides the kept ones would refuse; for a machine that
   * runs or is saved, and is to be stopped for it. The disks and ports that it has are in use.
   *
   * @param image which it would boot; none when that is still to be built
   */
  void requireStartable(Settings chosen, Optional<Path> image) throws IOException {
    OwnDisk disk = new OwnDisk(directory, progress);
    Settings settings = disk.placed(chosen, KeptSettings.read(directory), false);
    DataDisks.check(settings.disks(), progress);
    disk.requireWhole(settings);
    disk.requireSize(settings);
    requireUsable(settings);
    Architecture architecture = Architecture.host();
    if (image.isPresent()) {
      BootChoice choice = new BootChoice(ImageFile.of(image.get()), settings);
      architecture = choice.architecture();
      choice.requireMemory();
      choice.requireMedium();
      if (choice.hasLoader()) {
        Starter.requireNoCopy(directory);
      }
    }
    Set<HostPort> own = ownPorts();
    HostPorts.requireFree(
        settings.forwards().stream()
            .filter(each -> own.stream().noneMatch(each.host()::overlaps))
            .toList());
    requireProgram(architecture, settings);
  }

  /** Where this machine's QEMU listens: for a setting, a container, or SSH. */
  private Set<HostPort> ownPorts() throws IOException {
    Set<HostPort> ports = new HashSet<>();
    if (new RunningQemu(directory).process().isPresent()) {
      ports.add(HostPort.local(MachineConfig.read(directory).sshPort()));
      SettingsFile.read(directory).forwards().forEach(each -> ports.add(each.host()));
      new PortsFile(directory.ports())
          .read().stream()
              .filter(line -> line.problem().isEmpty())
              .forEach(line -> ports.add(line.port().host()));
    }
    return ports;
  }

  private void requireProgram(Architecture architecture, Settings settings) throws IOException {
    Qemu qemu = Qemu.find(architecture, environment);
    if (settings.has(Setting.UEFI)) {
      FirmwareFiles.find(qemu);
    }
    Optional<Accelerator> accelerator =
        settings.one(Setting.ACCELERATOR).map(Accelerator::ofQemuName);
    if (accelerator.isPresent()) {
      new AcceleratorProbe(qemu).require(accelerator.get());
    }
  }

  /** Whoever gives other options must say that what runs in the guest may end. */
  private boolean resumes(UpRequest request) throws IOException {
    List<String> differences = differences(request);
    if (request.forget()) {
      differences.add("--defaults");
    }
    if (!differences.isEmpty()) {
      throw new MachineException(
          "machine %1$s is saved, without %2$s: resume it with 'boot2docker up%3$s', shut it down with 'boot2docker stop --shutdown%3$s' and start it with that; or boot at once with --discard-state, which ends what ran"
              .formatted(directory.name(), String.join(", ", differences), nameOption()));
    }
    // A machine that a library started has no settings: its ports are in QEMU's command line.
    boolean hasSettings =
        Files.exists(directory.settings()) || request.settings().has(Setting.PUBLISH);
    Optional<Settings> wanted =
        hasSettings
            ? Optional.of(request.settings().over(KeptSettings.read(directory)))
            : Optional.empty();
    resumed = new Resumption(directory, environment, wanted, progress).resume();
    if (resumed.isPresent()) {
      progress.say("machine %s is resumed, with all that ran".formatted(directory.name()));
      applyWanted(request);
    }
    return resumed.isPresent();
  }

  private List<String> differences(UpRequest request) throws IOException {
    List<String> differences =
        new ArrayList<>(new RunningSettings(directory).differences(request.settings()));
    if (request.build()) {
      differences.add("--build");
    }
    if (request.format()) {
      differences.add("--format");
    }
    return differences;
  }

  private void requireSame(UpRequest request) throws IOException {
    if (request.forget()) {
      throw new MachineException(
          "machine %s runs, and --defaults is for a start: run 'boot2docker stop%s' first"
              .formatted(directory.name(), nameOption()));
    }
    if (request.format()) {
      throw new MachineException(
          "machine %s runs, and --format prepares a disk before a start: run 'boot2docker stop%s' first"
              .formatted(directory.name(), nameOption()));
    }
    List<String> differences = differences(request);
    if (!differences.isEmpty()) {
      throw new MachineException(
          "machine %s runs already, without %s: run 'boot2docker restart%s' with these options"
              .formatted(directory.name(), String.join(", ", differences), nameOption()));
    }
    progress.say("machine %s runs already".formatted(directory.name()));
    applyWanted(request);
  }

  /** Gives a machine that runs what it can get at once, and says what it can't. */
  private void applyWanted(UpRequest request) throws IOException {
    Settings wanted = request.settings().over(KeptSettings.read(directory));
    List<String> waiting = new RunningSettings(directory).apply(wanted, progress);
    if (!request.settings().values().isEmpty()) {
      KeptSettings.write(wanted, directory);
    }
    if (!waiting.isEmpty()) {
      progress.say(
          "settings for the next start: %s: run 'boot2docker restart%s' to use them now"
              .formatted(String.join(", ", waiting), nameOption()));
    }
  }

  private String nameOption() {
    boolean usual = directory.name().equals(MachineDirectory.DEFAULT_NAME);
    return usual ? "" : " --name " + directory.name();
  }

  private void start(UpRequest request) throws IOException {
    Settings kept = request.forget() ? Settings.none() : KeptSettings.read(directory);
    sayKept(request.settings(), kept);
    OwnDisk own = new OwnDisk(directory, progress);
    Settings settings = own.placed(request.settings(), kept, request.forget());
    requireUsable(settings, request);
    MachineSpec early =
        settings.spec(new BootMedium.Cd(directory.path()), Architecture.host(), own.disk());
    HostPorts.requireFree(early.forwards());
    Path file = request.images().image(settings).toAbsolutePath().normalize();
    BootChoice choice = new BootChoice(ImageFile.of(file), settings);
    Architecture architecture = choice.architecture();
    choice.requireMemory();
    BootFileStore store = new BootFileStore(directory.home().resolve(MachineDirectory.BOOT_FILES));
    BootMedium medium = choice.medium(directory.bootFiles(), store, progress);
    prepareDisks(settings, request.format(), own);
    GivenSettings given = new GivenSettings(settings, environment);
    MachineSpec spec =
        settings
            .spec(medium, architecture, own.disk())
            .telling(new Told(given.texts(directory.name()), ""))
            .wired(given.wire(directory.home()));
    Starter starter = new Starter(directory, environment, progress);
    FilesBefore before =
        FilesBefore.of(
            directory.settings(),
            directory.configFile(),
            directory.config(),
            directory.knownHosts(),
            directory.sshConfig());
    boolean started = false;
    try {
      // The process behind Docker's socket reads them, perhaps before QEMU runs.
      SettingsFile.write(settings, directory);
      // Before QEMU runs, too: if this program is killed now, the next start still knows them.
      KeptSettings.write(settings, directory);
      starter.start(spec, settings.has(Setting.FROM_TEMPLATE));
      started = true;
    } finally {
      if (!started) {
        before.restore();
      }
    }
    resumed = starter.resumed();
    plan = starter.plan();
  }

  private void prepareDisks(Settings settings, boolean format, OwnDisk own) throws IOException {
    if (format) {
      for (DataDisk disk : settings.disks()) {
        NewDisk.format(disk);
      }
    }
    own.prepare(settings);
    DataDisks.check(settings.disks(own.disk()), Progress.SILENT);
  }

  private void sayKept(Settings given, Settings kept) {
    // What is given takes the place of others, too: a disk that of no disk.
    Settings reused = given.over(kept);
    if (kept.all(Setting.DISK_SIZE).equals(List.of(DiskSize.USUAL.toString()))) {
      reused = reused.without(Setting.DISK_SIZE);
    }
    for (Setting setting : given.values().keySet()) {
      reused = reused.without(setting);
    }
    if (!reused.values().isEmpty()) {
      progress.say("kept settings: %s (--defaults forgets them)".formatted(reused));
    }
  }
}
