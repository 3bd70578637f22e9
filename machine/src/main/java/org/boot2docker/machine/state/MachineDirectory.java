package org.boot2docker.machine.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.file.OwnerOnly;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;

/**
 * The folder of one machine, {@code ~/.boot2docker/machines/NAME}, and the names of the files in
 * it.
 *
 * <p>Only its owner can enter it, and so use the sockets and the private key.
 */
public record MachineDirectory(Path path) {

  /** The name of the machine when none is given. */
  public static final String DEFAULT_NAME = "default";

  /** Of a machine's folder, and of that of all machines, where they have them in common. */
  public static final String BOOT_FILES = "boot";

  private static final String ROOT = "root";
  private static final String DELETED = ".deleted";

  /** Environment variable with the folder to use instead of {@code ~/.boot2docker}. */
  public static final String HOME_VARIABLE = "BOOT2DOCKER_HOME";

  /** {@code sun_path} holds 108 bytes on Linux and 104 on macOS, the final NUL included. */
  private static final int LONGEST_SOCKET_PATH = 103;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

  /** What a machine, and a snapshot of one, can be called. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Makes the path absolute. */
  public MachineDirectory {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * The folder of a named machine, whether it is there or not.
   *
   * @throws MachineException when the name can't be that of a machine
   */
  public static MachineDirectory of(String name, Map<String, String> environment)
      throws MachineException {
    if (!isName(name)) {
      throw new MachineException(
          "machine name '%s' can't be used: begin with a letter or digit, and go on with those, '.', '_' and '-', 63 at most"
              .formatted(name));
    }
    return new MachineDirectory(home(environment).resolve("machines").resolve(name));
  }

  /** Whether the machine was ever started, or got settings, and was not removed since. */
  public boolean exists() {
    return wasStarted() || Files.exists(configFile());
  }

  /** Whether the machine was ever started and not removed since. */
  public boolean wasStarted() {
    return Files.exists(config());
  }

  /** Names of the machines that exist, in alphabetical order. */
  public static List<String> names(Map<String, String> environment) throws IOException {
    return names(environment, true);
  }

  /** Names of the folders that a command left which was killed before it had made a machine. */
  public static List<String> unfinished(Map<String, String> environment) throws IOException {
    return names(environment, false);
  }

  private static List<String> names(Map<String, String> environment, boolean existing)
      throws IOException {
    Path machines = home(environment).resolve("machines");
    if (!Files.isDirectory(machines)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(machines)) {
      return folders
          .filter(Files::isDirectory)
          .filter(folder -> new MachineDirectory(folder).exists() == existing)
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(MachineDirectory::isName)
          .sorted()
          .toList();
    }
  }

  /** The folder that holds all machines and caches. */
  public static Path home(Map<String, String> environment) {
    String set = environment.getOrDefault(HOME_VARIABLE, "");
    return set.isEmpty() ? Path.of(System.getProperty("user.home"), ".boot2docker") : Path.of(set);
  }

  /** The folder that holds this machine and the others. */
  public Path home() {
    return path.resolve("../..").normalize();
  }

  /** The machine's name. */
  public String name() {
    Path last = path.getFileName();
    return last == null ? DEFAULT_NAME : last.toString();
  }

  /**
   * Makes the folder when it isn't there.
   *
   * @throws MachineException when its sockets would have names too long for the system
   */
  public void create() throws IOException {
    requireShortName();
    requireOwn(user());
    try {
      Files.createDirectories(path);
      OwnerOnly.restrict(path);
    } catch (IOException e) {
      String reason = e instanceof FileSystemException file ? file.getReason() : null;
      throw new MachineException(
          "can't make the machine's folder %s (%s): set %s to one that can be written"
              .formatted(path, reason == null ? e.getMessage() : reason, HOME_VARIABLE),
          e);
    }
  }

  /**
   * Checks that the folder is not another user's; root may use all.
   *
   * @throws MachineException when it is
   */
  void requireOwn(String user) throws IOException {
    if (Files.isDirectory(path) && !user.isEmpty() && !user.equals(ROOT)) {
      String owner = Files.getOwner(path).getName();
      if (!owner.equals(user)) {
        throw new MachineException(
            "the machine's folder %s belongs to %s, and you are %s: set %s to a folder of your own"
                .formatted(path, owner, user, HOME_VARIABLE));
      }
    }
  }

  /** Who runs this; Java's own answer is a question mark for a user without a name. */
  private static String user() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) ? Files.getOwner(self).getName() : "";
  }

  /**
   * Checks that the system takes the names of its sockets.
   *
   * @throws MachineException when they are too long
   */
  public void requireShortName() throws MachineException {
    // The longest name of a socket here.
    int longest = consoleSocket().toString().getBytes(StandardCharsets.UTF_8).length;
    if (longest > LONGEST_SOCKET_PATH) {
      throw new MachineException(
          "folder %s has a path that is too long for sockets (%d bytes, %d at most): set %s to a shorter one"
              .formatted(path, longest, LONGEST_SOCKET_PATH, HOME_VARIABLE));
    }
  }

  /**
   * Deletes the folder with all that is in it; for others it is gone at once, so that they may make
   * another of that name.
   */
  public void delete() throws IOException {
    Path aside = aside();
    Files.move(path, aside);
    Folders.delete(aside);
  }

  /** A name that no machine has, and no rest of one that can't be deleted. */
  private Path aside() {
    Path aside = path.resolveSibling("." + name() + DELETED);
    for (int number = 2; !isFree(aside); number++) {
      aside = path.resolveSibling("." + name() + "." + number + DELETED);
    }
    return aside;
  }

  /** What a command left that was killed goes. */
  private static boolean isFree(Path rest) {
    try {
      Folders.delete(rest);
    } catch (IOException e) {
      // 'prune' says so.
      return false;
    }
    return true;
  }

  /**
   * Deletes the rest of folders that commands were deleting when they were killed.
   *
   * @param progress hears of those that can't be deleted
   * @return how much it was, in bytes
   */
  public static long deleteRests(Map<String, String> environment, Progress progress)
      throws IOException {
    Path machines = home(environment).resolve("machines");
    if (!Files.isDirectory(machines)) {
      return 0;
    }
    long bytes = 0;
    try (DirectoryStream<Path> rests = Files.newDirectoryStream(machines, ".*" + DELETED)) {
      for (Path rest : rests) {
        try {
          long size = Folders.bytes(rest);
          Folders.delete(rest);
          bytes += size;
        } catch (IOException e) {
          progress.say("%s can't be deleted (%s): delete it".formatted(rest, e.getMessage()));
        }
      }
    }
    return bytes;
  }

  /** What is remembered of the last start: ports, disks, QEMU; {@link MachineConfig}. */
  public Path config() {
    return path.resolve("config.json");
  }

  /** The settings that the next start uses, for people to edit. */
  public Path configFile() {
    return path.resolve("machine.yaml");
  }

  /** The settings that the machine was last started with, as options of {@code up}. */
  public Path settings() {
    return path.resolve("settings.json");
  }

  /** The image that the machine had before its last upgrade. */
  public Path upgrade() {
    return path.resolve("upgrade.json");
  }

  /** Locked while the machine is upgraded. */
  public Path upgradeLock() {
    return path.resolve("upgrade.lock");
  }

  /** The machine's own data disk. */
  public Path disk() {
    return path.resolve("data.qcow2");
  }

  /** Copies of the data disk, by name. */
  public Path snapshots() {
    return path.resolve("snapshots");
  }

  /** Kernel and RAM file system of the image, also unpacked; made again when they are missing. */
  public Path bootFiles() {
    return path.resolve(BOOT_FILES);
  }

  /** Locked while a command changes the machine. */
  public Path lock() {
    return path.resolve("lock");
  }

  /** QEMU's process id, written and locked by QEMU. */
  public Path qemuPid() {
    return path.resolve("qemu.pid");
  }

  /** QEMU's command line, for people. */
  public Path qemuCommand() {
    return path.resolve("qemu.command");
  }

  /** Socket of the QEMU Machine Protocol. */
  public Path qmpSocket() {
    return path.resolve("qmp.sock");
  }

  /** Socket of the QEMU guest agent that runs in the guest. */
  public Path agentSocket() {
    return path.resolve("agent.sock");
  }

  /** Socket of the guest's first serial port. */
  public Path consoleSocket() {
    return path.resolve("console.sock");
  }

  /** What the guest wrote to its first serial port since it was started. */
  public Path consoleLog() {
    return path.resolve("console.log");
  }

  /** The console of the start before the last. */
  public Path previousConsoleLog() {
    return path.resolve("console.log.1");
  }

  /** QEMU's warnings and errors since the last start. */
  public Path qemuLog() {
    return path.resolve("qemu.log");
  }

  /** A text for the guest, by its name in QEMU's fw_cfg. */
  public Path given(String firmwareName) {
    return path.resolve("given." + firmwareName.substring(firmwareName.lastIndexOf('/') + 1));
  }

  /** By what a copy of another machine tells its guest to be another. */
  public Path identity() {
    return path.resolve("identity");
  }

  /** UEFI's variables, a copy that the machine writes to. */
  public Path uefiVariables() {
    return path.resolve("uefi-vars.fd");
  }

  /** The private key, in OpenSSH's format. */
  public Path privateKey() {
    return path.resolve("id_ed25519");
  }

  /** The public key, in the format of authorized_keys. */
  public Path publicKey() {
    return path.resolve("id_ed25519.pub");
  }

  /** The guest's host key, in OpenSSH's known_hosts format. */
  public Path knownHosts() {
    return path.resolve("known_hosts");
  }

  /** The guest's memory, while the machine is saved. */
  public Path memory() {
    return path.resolve("memory");
  }

  /** State of the devices of a saved machine, as QEMU writes it. */
  public Path savedDevices() {
    return path.resolve("saved.devices");
  }

  /** Is there while the machine's guest is a template's, without an identity of its own. */
  public Path unidentified() {
    return path.resolve("unidentified");
  }

  /** What a saved state belongs to; it is there exactly while the machine is saved. */
  public Path saved() {
    return path.resolve("saved.json");
  }

  /** Settings for the {@code ssh} program. */
  public Path sshConfig() {
    return path.resolve("ssh_config");
  }

  /** The Docker endpoint on this host. */
  public Path dockerSocket() {
    return path.resolve("docker.sock");
  }

  /** Docker's context that was the current one before that of this machine. */
  public Path contextBefore() {
    return path.resolve("docker-context.before");
  }

  /** Process id of the tunnel behind the Docker endpoint. */
  public Path tunnelPid() {
    return path.resolve("tunnel.pid");
  }

  /** Locked while a command starts or ends the tunnel. */
  public Path tunnelStartLock() {
    return path.resolve("tunnel.start");
  }

  /** Locked by the running tunnel. */
  public Path tunnelLock() {
    return path.resolve("tunnel.lock");
  }

  /** Socket of the server of a shared folder; the server writes {@code .pid} beside it. */
  public Path folderSocket(int number) {
    return path.resolve("fs" + number + ".sock");
  }

  /** What the servers of shared folders had to say. */
  public Path folderLog(int number) {
    return path.resolve("fs" + number + ".log");
  }

  /** Which ports containers publish on this host. */
  public Path ports() {
    return path.resolve("ports.json");
  }

  /** What the tunnel had to say. */
  public Path tunnelLog() {
    return path.resolve("tunnel.log");
  }
}
