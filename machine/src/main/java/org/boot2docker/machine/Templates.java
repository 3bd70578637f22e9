package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.KernelParameters;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.given.GivenSettings;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Told;
import org.boot2docker.machine.qemu.Qemu;
import org.boot2docker.machine.qemu.QemuLauncher;
import org.boot2docker.machine.qemu.QemuVersion;
import org.boot2docker.machine.qemu.SavedCommand;
import org.boot2docker.machine.saved.Template;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;

/**
 * The templates of one home, each in a folder of its own.
 *
 * @param folder that has those folders
 */
record Templates(Path folder) {
  /** Each takes as much room as a guest that has just booted uses memory, some 700 MB. */
  private static final int MOST = 2;

  private static final String FAILED = "failed";

  /** What has failed once, by a full disk or a killed process, is tried again after so long. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  static Templates of(Map<String, String> environment) {
    return new Templates(MachineDirectory.home(environment).resolve("templates"));
  }

  /**
   * Why a machine can't start from a template, for people; empty when it can.
   *
   * @param spec how it is to be started
   */
  static Optional<String> obstacle(MachineSpec spec, Qemu qemu) {
    if (!QemuLauncher.daemonises()) {
      return Optional.of("on Windows QEMU maps no files as memory");
    }
    if (qemu.version().compareTo(QemuVersion.MAPS_MEMORY) < 0) {
      return Optional.of(
          "QEMU %s maps no saved memory: %s does"
              .formatted(qemu.version(), QemuVersion.MAPS_MEMORY));
    }
    if (spec.disks().size() > 1) {
      return Optional.of("the machine has several disks");
    }
    if (!spec.shares().isEmpty()) {
      return Optional.of("the machine shares folders");
    }
    boolean kernel = spec.boot() instanceof BootMedium.Kernel;
    if (!kernel || spec.firmware() == FirmwareKind.UEFI || spec.counted()) {
      return Optional.of("the image's boot loader or firmware starts it");
    }
    if (!spec.extraArguments().isEmpty() || !spec.told().parameters().isEmpty()) {
      return Optional.of("it has arguments of its own");
    }
    return spec.disks().isEmpty() ? obstacleWithDocker(spec) : Optional.empty();
  }

  /** Docker in the template has read its settings, and uses the network. */
  private static Optional<String> obstacleWithDocker(MachineSpec spec) {
    return spec.told().texts().entrySet().stream()
        .filter(text -> !isTakenLater(text.getKey(), text.getValue()))
        .findFirst()
        .map(text -> "it has no disk, but settings of the guest's own (" + text.getKey() + ")");
  }

  /** Names, and the address on the machines' own network, come with the identity. */
  private static boolean isTakenLater(String name, String text) {
    return switch (name) {
      case FirmwareNames.HOST_NAME, FirmwareNames.HOSTS -> true;
      case FirmwareNames.NETWORK -> text.lines().allMatch(GivenSettings::isOfOwnNetwork);
      default -> false;
    };
  }

  /** How the template of a machine is started. */
  static MachineSpec spec(MachineSpec machine) {
    // Docker would keep its data elsewhere before the disk is there.
    String parameter =
        machine.disks().isEmpty() ? KernelParameters.TEMPLATE : KernelParameters.TEMPLATE_WITH_DISK;
    return machine.telling(new Told(Map.of(), parameter));
  }

  /**
   * The template for a machine, whether it is made or not.
   *
   * @param command gives QEMU's command line of the template in a folder
   */
  Template find(
      MachineSpec spec,
      Qemu qemu,
      Accelerator accelerator,
      Function<MachineDirectory, List<String>> command)
      throws IOException {
    // One folder for all, so that equal ones have equal command lines.
    List<String> arguments = command.apply(new MachineDirectory(folder.resolve("any")));
    String key =
        TemplateKey.of(
            spec.boot().image().toAbsolutePath(),
            qemu.program(),
            qemu.version().toString(),
            accelerator,
            SavedCommand.template(arguments));
    return new Template(new MachineDirectory(folder.resolve(key)));
  }

  /** Why one could not be made, when it was tried; empty when it may be tried. */
  static Optional<String> failure(Template template) throws IOException {
    Path file = template.directory().path().resolve(FAILED);
    boolean counts =
        Files.exists(file)
            && Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(FORGOTTEN));
    return counts ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  static void fail(Template template, String reason) throws IOException {
    AtomicFile.text(template.directory().path().resolve(FAILED), reason + "\n");
  }

  /** Deletes those that were not used for the longest time, until there are few. */
  void keepFew() throws IOException {
    List<Path> made =
        folders().stream()
            .filter(each -> new Template(new MachineDirectory(each)).exists())
            .sorted(Comparator.comparing(Templates::used).reversed())
            .toList();
    for (Path old : made.subList(Math.min(MOST, made.size()), made.size())) {
      delete(old);
    }
  }

  private static long used(Path template) {
    return new MachineDirectory(template).saved().toFile().lastModified();
  }

  private List<Path> folders() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).toList();
    }
  }

  /**
   * Deletes all that are not being made just now; machines that have started from them go on.
   *
   * @return how many bytes of the disk become free, at most, once these machines have ended
   */
  long prune() throws IOException {
    long bytes = 0;
    for (Path each : folders()) {
      bytes += delete(each);
    }
    return bytes;
  }

  private static long delete(Path template) throws IOException {
    MachineDirectory directory = new MachineDirectory(template);
    Optional<MachineLock> lock = MachineLock.tryLock(directory.lock());
    if (lock.isEmpty()) {
      return 0;
    }
    try (MachineLock held = lock.get()) {
      // Of a maker that was killed.
      new Stopper(directory, Progress.SILENT).quit();
      long bytes = directory.memory().toFile().length();
      new Template(directory).discard();
      Folders.delete(template);
      return bytes;
    }
  }

  /**
   * Checks that there is room for one more.
   *
   * @param memoryMiB of the machine, in MiB
   * @throws MachineException when there is not
   */
  static void requireRoom(Template template, int memoryMiB) throws IOException {
    Path folder = template.directory().path();
    long need = (memoryMiB + 1024L) << 20;
    if (folder.toFile().getUsableSpace() < need) {
      throw new MachineException("there is too little room for a template in " + folder);
    }
  }
}
