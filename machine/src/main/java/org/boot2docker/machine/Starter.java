package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.boot2docker.contract.KernelParameters;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.model.Told;
import org.boot2docker.machine.qemu.AcceleratorCache;
import org.boot2docker.machine.qemu.AcceleratorProbe;
import org.boot2docker.machine.qemu.FirmwareFiles;
import org.boot2docker.machine.qemu.FolderServers;
import org.boot2docker.machine.qemu.Qemu;
import org.boot2docker.machine.qemu.QemuCommand;
import org.boot2docker.machine.qemu.QemuLauncher;
import org.boot2docker.machine.qemu.SavedCommand;
import org.boot2docker.machine.qemu.Sharing;
import org.boot2docker.machine.saved.SavedState;
import org.boot2docker.machine.saved.Template;
import org.boot2docker.machine.ssh.SshKey;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.tunnel.TunnelProcess;

/** Starts the QEMU of a machine that doesn't run; the caller holds the machine's lock. */
final class Starter {
  /** Another program may take the port between our look and QEMU's bind. */
  private static final int PORT_TRIES = 10;

  private final MachineDirectory directory;
  private final Map<String, String> environment;
  private final Progress progress;
  private Optional<Resumed> resumed = Optional.empty();
  private Optional<TemplatePlan> plan = Optional.empty();

  Starter(MachineDirectory directory, Map<String, String> environment, Progress progress) {
    this.directory = directory;
    this.environment = environment;
    this.progress = progress;
  }

  /** Set when it was started from a template. */
  Optional<Resumed> resumed() {
    return resumed;
  }

  /** The template that is still to be made for machines like the one that was booted. */
  Optional<TemplatePlan> plan() {
    return plan;
  }

  /** Boots it. */
  void start(MachineSpec wanted) throws IOException {
    start(wanted, false);
  }

  /**
   * Boots it.
   *
   * @param templated whether it starts from a template instead, when that is possible; else the
   *     reason is said
   */
  void start(MachineSpec wanted, boolean templated) throws IOException {
    MachineSpec spec = withIdentity(wanted);
    requireFiles(spec);
    requireNoOther(spec);
    Qemu qemu = Qemu.find(spec.architecture(), environment);
    Accelerator accelerator = accelerator(spec, qemu);
    qemu.check(accelerator, spec.acceptOldQemu(), progress);
    Optional<Path> uefiCode = prepareFirmware(spec, qemu);
    SshKey.ensure(directory.privateKey(), directory.publicKey(), "boot2docker-" + directory.name());
    SavedState.discard(directory);
    new RunningQemu(directory).cleanUp();
    keepConsole();
    for (Map.Entry<String, String> text : spec.told().texts().entrySet()) {
      AtomicFile.passingText(directory.given(text.getKey()), text.getValue());
    }
    if (templated && startsFromTemplate(spec, qemu, accelerator)) {
      return;
    }
    launch(spec, qemu, accelerator, uefiCode);
  }

  /** Whatever prevents it, the machine can boot. */
  private boolean startsFromTemplate(MachineSpec spec, Qemu qemu, Accelerator accelerator)
      throws IOException {
    Optional<String> obstacle = Templates.obstacle(spec, qemu);
    if (obstacle.isPresent()) {
      return boots(obstacle.get());
    }
    TemplatePlan found = TemplatePlan.of(Templates.of(environment), spec, qemu, accelerator);
    Optional<String> failure = found.obstacle();
    if (failure.isEmpty()) {
      try {
        resumed = Optional.of(fromTemplate(found, spec, qemu, accelerator));
        progress.say("machine " + directory.name() + " is started from a template");
        return true;
      } catch (IOException e) {
        failure = Optional.of(String.valueOf(e.getMessage()));
        new Stopper(directory, Progress.SILENT).quit();
        Files.deleteIfExists(directory.unidentified());
        if (e instanceof Template.NotStartedException) {
          return boots(failure.get());
        }
        found.template().discard();
      }
    }
    plan = Optional.of(found).filter(TemplatePlan::canBeMade);
    return boots(failure.get());
  }

  private boolean boots(String reason) {
    progress.say("not from a template (" + reason + "): booting");
    return false;
  }

  private Resumed fromTemplate(
      TemplatePlan found, MachineSpec spec, Qemu qemu, Accelerator accelerator) throws IOException {
    int remembered = MachineConfig.read(directory).sshPort();
    for (int attempt = 1; ; attempt++) {
      int port = SshPort.choose(remembered, spec.forwards());
      try {
        return fromTemplate(found, spec, qemu, accelerator, port);
      } catch (Template.NotStartedException e) {
        if (attempt == PORT_TRIES || !isAbout(port, e)) {
          throw e;
        }
        new RunningQemu(directory).cleanUp();
      }
    }
  }

  private Resumed fromTemplate(
      TemplatePlan found, MachineSpec spec, Qemu qemu, Accelerator accelerator, int port)
      throws IOException {
    QemuCommand command =
        new QemuCommand(
            directory,
            accelerator,
            port,
            Optional.empty(),
            Sharing.byQemu(OptionalInt.empty()),
            true);
    List<String> arguments =
        SavedCommand.keepingMemory(command.arguments(qemu.program().toString(), spec));
    AtomicFile.passingText(directory.qemuCommand(), String.join("\n", arguments) + "\n");
    remember(spec, qemu, accelerator, port);
    new TunnelProcess(directory).stop();
    // Java takes as long to start as QEMU.
    Process tunnel = new TunnelProcess(directory).startEarly();
    boolean started = false;
    try {
      // If this program is killed now, the next one ends the guest: it may never get an identity.
      AtomicFile.passingText(directory.unidentified(), "");
      found.template().start(directory, arguments);
      Files.delete(directory.unidentified());
      started = true;
    } finally {
      if (!started) {
        tunnel.destroy();
      }
    }
    Optional<Boolean> keepsData = spec.disks().isEmpty() ? Optional.of(false) : Optional.empty();
    return new Resumed(keepsData, CompletableFuture.completedFuture(null), tunnel);
  }

  /** A copy is told which machine it is until it has another disk; the guest keeps it there. */
  private MachineSpec withIdentity(MachineSpec spec) throws IOException {
    if (!Files.exists(directory.identity())) {
      return spec;
    }
    if (!(spec.boot() instanceof BootMedium.Kernel)) {
      requireNoCopy(directory);
    }
    String parameter = KernelParameters.IDENTITY + "=" + Files.readString(directory.identity());
    return spec.telling(new Told(spec.told().texts(), parameter));
  }

  /** Checks that the image's own boot loader may start it, which tells the guest nothing. */
  static void requireNoCopy(MachineDirectory directory) throws MachineException {
    if (Files.exists(directory.identity())) {
      throw new MachineException(
          "machine %s is a copy, whose guest can't be told with --cd, --usb or --uefi to make keys of its own: start it once without"
              .formatted(directory.name()));
    }
  }

  /** QEMU overwrites the log, and the one before it may tell why the machine ended. */
  private void keepConsole() throws IOException {
    if (Files.exists(directory.consoleLog())) {
      Files.move(
          directory.consoleLog(),
          directory.previousConsoleLog(),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(directory.qemuLog());
  }

  private static void requireFiles(MachineSpec spec) throws IOException {
    requireFile(spec.boot().image(), "boot image", "build it with: boot2docker build");
    if (spec.boot() instanceof BootMedium.Kernel kernel) {
      requireFile(kernel.kernel(), "kernel", "give one that is there");
      requireFile(kernel.initramfs(), "initramfs", "give one that is there");
    }
    for (DataDisk disk : spec.disks()) {
      require(
          InputFile.diskFault(disk.file()),
          disk.file(),
          "disk",
          "name a disk image, or start the machine without it");
      if (!Files.isWritable(disk.file())) {
        throw new MachineException(
            "disk %s can't be written: change its permissions".formatted(disk.file()));
      }
    }
    for (Share share : spec.shares()) {
      requireDirectory(share.directory());
    }
    HostPorts.requireFree(spec.forwards());
  }

  /** Of those that are ours; QEMU's lock keeps all others away, too. */
  private void requireNoOther(MachineSpec spec) throws IOException {
    for (String name : MachineDirectory.names(environment)) {
      MachineDirectory other = MachineDirectory.of(name, environment);
      if (other.path().equals(directory.path())) {
        continue;
      }
      for (DataDisk disk : spec.disks()) {
        if (hasDisk(other, disk.file().toAbsolutePath().toString())) {
          throw new MachineException(
              "disk %s is in use by machine %s: stop that machine, or name another disk"
                  .formatted(disk.file(), name));
        }
      }
    }
  }

  /** What is wrong with the other machine's files is not this one's business. */
  private static boolean hasDisk(MachineDirectory other, String file) {
    try {
      return MachineConfig.read(other).disks().lines().anyMatch(file::equals)
          && new RunningQemu(other).process().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  /** Checks shared folders as options of {@code up} name them. */
  static void requireShares(List<String> shares) throws MachineException {
    for (String share : shares) {
      requireDirectory(Share.parse(share).directory());
    }
  }

  private static void requireDirectory(Path directory) throws MachineException {
    if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
      throw new MachineException(
          "shared folder %s can't be read: create it, or share another folder"
              .formatted(directory));
    }
  }

  private static void requireFile(Path file, String what, String remedy) throws MachineException {
    require(InputFile.fault(file), file, what, remedy);
  }

  private static void require(Optional<String> fault, Path file, String what, String remedy)
      throws MachineException {
    if (fault.isPresent()) {
      throw new MachineException("%s %s %s: %s".formatted(what, file, fault.get(), remedy));
    }
  }

  private Accelerator accelerator(MachineSpec spec, Qemu qemu) throws IOException {
    if (spec.accelerator().isPresent()) {
      return spec.accelerator().get();
    }
    AcceleratorCache cache = new AcceleratorCache(MachineDirectory.home(environment));
    AcceleratorProbe.Choice choice = cache.choose(qemu);
    progress.say(choice.reason());
    return choice.accelerator();
  }

  private Optional<Path> prepareFirmware(MachineSpec spec, Qemu qemu) throws IOException {
    if (spec.firmware() != FirmwareKind.UEFI) {
      return Optional.empty();
    }
    FirmwareFiles files = FirmwareFiles.find(qemu);
    Path variables = directory.uefiVariables();
    // Another firmware's variables, known by their size, are of no use to this one.
    if (!Files.exists(variables) || Files.size(variables) != Files.size(files.variables())) {
      AtomicFile.write(variables, out -> Files.copy(files.variables(), out));
    }
    return Optional.of(files.code());
  }

  private void launch(MachineSpec spec, Qemu qemu, Accelerator accelerator, Optional<Path> uefiCode)
      throws IOException {
    int remembered = MachineConfig.read(directory).sshPort();
    QemuLauncher launcher = new QemuLauncher(directory);
    FolderServers servers = new FolderServers(directory);
    for (int attempt = 1; ; attempt++) {
      int port = SshPort.choose(remembered, spec.forwards());
      try {
        Sharing sharing = servers.start(spec.shares(), environment, progress);
        QemuCommand command =
            new QemuCommand(
                directory, accelerator, port, uefiCode, sharing, QemuLauncher.daemonises());
        List<String> arguments = command.arguments(qemu.program().toString(), spec);
        AtomicFile.passingText(directory.qemuCommand(), String.join("\n", arguments) + "\n");
        // Before QEMU runs: if this program is killed now, the next one still knows the port.
        remember(spec, qemu, accelerator, port);
        launcher.launch(arguments);
        return;
      } catch (IOException e) {
        // They end with their QEMU, which never came.
        servers.stop();
        if (attempt == PORT_TRIES || !isAbout(port, e)) {
          throw e;
        }
        new RunningQemu(directory).cleanUp();
      }
    }
  }

  /** Whether QEMU could not listen on it. */
  private static boolean isAbout(int port, IOException e) {
    return String.valueOf(e.getMessage()).contains(":" + port + "-");
  }

  private void remember(MachineSpec spec, Qemu qemu, Accelerator accelerator, int port)
      throws IOException {
    String disks =
        spec.disks().stream()
            .map(disk -> disk.file().toAbsolutePath().toString())
            .collect(Collectors.joining("\n"));
    MachineConfig before = MachineConfig.read(directory);
    if (!disks.equals(before.disks())) {
      // Host keys live on the disk: with another disk comes another key.
      Files.deleteIfExists(directory.knownHosts());
    }
    new MachineConfig(
            port,
            spec.boot().image().toAbsolutePath().toString(),
            spec.architecture().debianName(),
            disks,
            spec.shares().stream().map(Share::toString).collect(Collectors.joining("\n")),
            accelerator.qemuName(),
            qemu.version().toString(),
            Instant.now().getEpochSecond())
        .write(directory);
    SshConfigFile.write(directory);
  }
}
