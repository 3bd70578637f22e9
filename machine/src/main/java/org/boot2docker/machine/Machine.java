package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFileStore;
import org.boot2docker.machine.console.Console;
import org.boot2docker.machine.docker.DockerApi;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.saved.SavedState;
import org.boot2docker.machine.saved.Saver;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.ssh.HostKeys;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;
import org.boot2docker.machine.tunnel.DockerContext;
import org.boot2docker.machine.tunnel.TunnelProcess;
import org.boot2docker.machine.upgrade.Trial;

/**
 * A named guest on this host.
 *
 * <p>What it is and how it runs is in its folder, so two objects, or two programs, can speak of the
 * same machine; what changes it is locked. Only what an {@link #up} has left under way, of a
 * template or a saved state, is known to the object that did it, which must also be asked to wait.
 */
public final class Machine {
  /** Where the guest mounts disks. */
  static final String DISKS = "/mnt/";

  private static final Duration QMP_LIMIT = Duration.ofSeconds(10);
  private static final Duration LOGIN_LIMIT = Duration.ofSeconds(60);

  private final MachineDirectory directory;
  private final Map<String, String> environment;
  private Optional<Resumed> resumed = Optional.empty();
  private Optional<TemplatePlan> plan = Optional.empty();

  private Machine(MachineDirectory directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The machine of that name, whether it was ever started or not.
   *
   * @throws MachineException when the name can't be that of a machine
   */
  public static Machine named(String name) throws MachineException {
    return named(name, System.getenv());
  }

  /** As above, with other environment variables than this program's. */
  public static Machine named(String name, Map<String, String> environment)
      throws MachineException {
    return new Machine(MachineDirectory.of(name, environment), environment);
  }

  /** The machine when no name is given. */
  public static Machine standard() throws MachineException {
    return named(MachineDirectory.DEFAULT_NAME);
  }

  /** Names of all machines that {@linkplain #exists exist}, in alphabetical order. */
  public static List<String> names(Map<String, String> environment) throws IOException {
    return MachineDirectory.names(environment);
  }

  /** Whether it was ever started, or got settings, and was not removed since. */
  public boolean exists() {
    return directory.exists();
  }

  /** Its name. */
  public String name() {
    return directory.name();
  }

  /** Its folder and the files in it. */
  public MachineDirectory directory() {
    return directory;
  }

  /**
   * Starts QEMU; the guest boots on its own from then on. A saved state is given up: {@link
   * #resume} goes on with it.
   *
   * @return false when the machine runs already, which is left as it is
   * @throws MachineException when it can't be started
   */
  @SuppressWarnings("try") // The lock is only held.
  public boolean start(MachineSpec spec, Progress progress) throws IOException {
    directory.create();
    try (MachineLock lock = MachineLock.await(directory, "up", progress)) {
      if (new RunningQemu(directory).settled().isPresent()) {
        return false;
      }
      forgetResumed();
      new Starter(directory, environment, progress).start(spec);
      return true;
    }
  }

  /**
   * Starts it by what is chosen now and, for the rest, by its kept settings; a machine that runs
   * must have what is chosen.
   *
   * @param request what is chosen, and where the image comes from
   * @return false when it runs already
   * @throws MachineException when it can't be started so, or runs otherwise
   */
  public boolean up(UpRequest request, Progress progress) throws IOException {
    try {
      MachineUp up = new MachineUp(directory, environment, progress);
      boolean started = up.up(request);
      resumed = up.resumed();
      plan = up.plan();
      return started;
    } catch (IllegalArgumentException e) {
      throw new MachineException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /**
   * Begins to make a template for machines like this one, when {@link #up} has just booted it and
   * could have started it from one. A process of its own makes it, while nobody else works.
   */
  public void makeTemplate(Progress progress) throws IOException {
    if (plan.isPresent()) {
      plan.get().make(progress);
    }
  }

  /**
   * Deletes all templates; machines that started from them go on.
   *
   * @return how many bytes become free, at most
   */
  public static long pruneTemplates(Map<String, String> environment) throws IOException {
    return Templates.of(environment).prune();
  }

  /**
   * Deletes boot files that no machine has.
   *
   * @return how many bytes become free
   */
  public static long pruneBootFiles(Map<String, String> environment) throws IOException {
    Path home = MachineDirectory.home(environment);
    return new BootFileStore(home.resolve(MachineDirectory.BOOT_FILES)).prune();
  }

  /** Java names no file when a disk is full; what is written here is in the machine's folder. */
  private IOException named(IOException e) {
    return "No space left on device".equals(e.getMessage())
        ? new MachineException(
            "can't write to the machine's folder %s: no space left on its disk: make room, or set %s"
                .formatted(directory.path(), MachineDirectory.HOME_VARIABLE),
            e)
        : e;
  }

  /**
   * Whether Docker in the running guest keeps its data on a disk; asks the guest.
   *
   * @throws MachineException when the guest can't be logged in to
   */
  public boolean keepsData() throws IOException {
    Optional<Boolean> known = resumed.flatMap(Resumed::keepsData);
    if (known.isPresent()) {
      return known.get();
    }
    if (!runningConfig().hasDisk()) {
      return false;
    }
    try (SshSession session = ssh()) {
      return session.exec("readlink -f /var/lib/docker").out().startsWith(DISKS);
    }
  }

  /**
   * Whether this object has just resumed it with Docker, so that the guest needs no time to boot.
   */
  public boolean wasResumed() {
    return resumed.filter(Resumed::hasDocker).isPresent();
  }

  /** Whether it is saved, so that {@code up} resumes it. */
  public boolean isSaved() {
    return SavedState.exists(directory);
  }

  /** Whether its QEMU runs. */
  public boolean isRunning() throws IOException {
    return new RunningQemu(directory).process().isPresent();
  }

  /**
   * Waits until the guest's SSH server answers.
   *
   * @throws MachineException when the time is over, or at once when QEMU ended or the guest's
   *     kernel panicked; its details are the last lines of the console
   */
  public void awaitSsh(Duration limit, Progress progress) throws IOException {
    new Waits(directory, progress).ssh(target(), limit);
  }

  /** Logs in with the machine's key, or the well-known password when the guest has no key. */
  public SshSession ssh() throws IOException {
    return SshSession.connect(target(), LOGIN_LIMIT);
  }

  /**
   * Where and how to log in.
   *
   * @throws MachineException when the machine doesn't run
   */
  public SshTarget target() throws IOException {
    MachineConfig config = runningConfig();
    HostKeys hostKeys = new HostKeys(directory.knownHosts(), hostAlias(), config.hasDisk());
    return SshTarget.local(config.sshPort(), directory.privateKey(), hostKeys);
  }

  private String hostAlias() {
    return "boot2docker-" + directory.name();
  }

  /** The guest's serial console, from the start of its boot on. */
  public Console console() {
    return new Console(
        directory.consoleLog(), directory.consoleSocket(), () -> RunningQemu.alive(directory));
  }

  /**
   * Makes Docker reachable on {@link #dockerSocket}, and writes the Docker context for it.
   *
   * @param progress told of a context that can't be written
   */
  public void serveDocker(Progress progress) throws IOException {
    runningConfig();
    TunnelProcess tunnel = new TunnelProcess(directory);
    if (resumed.isPresent()) {
      tunnel.ensure(resumed.get().tunnel());
    } else {
      tunnel.ensure();
    }
    new ContextUse(directory, environment, progress).write();
  }

  /**
   * Makes Docker reachable and waits until it answers.
   *
   * @return its version
   * @throws MachineException as {@link #awaitSsh} does
   */
  public String awaitDocker(Duration limit, Progress progress) throws IOException {
    SshTarget target = target();
    serveDocker(progress);
    String version = new Waits(directory, progress).docker(dockerSocket(), target, limit);
    settleResumed(progress);
    Trial.prove(directory);
    return version;
  }

  /** The Unix socket on this host where the guest's Docker answers. */
  public Path dockerSocket() {
    return directory.dockerSocket();
  }

  /** Docker's API on that socket. */
  public DockerApi dockerApi() {
    return new DockerApi(dockerSocket());
  }

  /** The context of the {@code docker} command for this machine. */
  public DockerContext dockerContext() {
    return new DockerContext(directory, environment);
  }

  /**
   * Makes the context of the default machine Docker's current one, unless that was asked not to be;
   * what prevents it is said and no error. Other machines' contexts are left alone.
   *
   * @param started whether the machine was started just now, and not found running
   * @return whether it is the current one now
   */
  public boolean useDockerContext(boolean started, Progress progress) throws IOException {
    return new ContextUse(directory, environment, progress).begin(started);
  }

  /** A connection to its QEMU; to be closed soon, for QEMU serves one at a time. */
  public QmpClient qmp() throws IOException {
    runningConfig();
    return QmpClient.connect(directory.qmpSocket(), QMP_LIMIT);
  }

  /**
   * Forwards one more port of this host to the running guest, until it stops.
   *
   * @throws MachineException when the port is taken
   */
  public void publish(PortForward forward) throws IOException {
    runningConfig();
    new LivePorts(directory, Progress.SILENT).change(List.of(), List.of(forward));
  }

  /** The settings that its next start uses. */
  public Settings settings() throws IOException {
    return KeptSettings.read(directory);
  }

  /**
   * Changes the settings of the next start; a machine that runs takes at once what it can.
   *
   * @param change what to make of the present ones, which no other command changes meanwhile
   * @return those that wait for the next start, as options of {@code up}
   * @throws MachineException when the machine can't have them
   */
  public List<String> keep(UnaryOperator<Settings> change, Progress progress) throws IOException {
    return new SettingsChange(directory, progress).keep(change);
  }

  /**
   * Puts an edited file in the place of the settings of the next start, which may be unreadable.
   *
   * @param edited a file in the machine's folder, which is moved
   * @param from what {@link KeptSettings#bytes} was when the editing began
   * @return those that wait for the next start, as options of {@code up}
   * @throws MachineException when the file has a mistake; when the settings have changed meanwhile,
   *     and then the file is put aside
   */
  public List<String> replaceSettings(Path edited, byte[] from, Progress progress)
      throws IOException {
    return new SettingsChange(directory, progress).replace(edited, from);
  }

  /**
   * Checks what a start would refuse: disks, their sizes, folders, files, a proxy, ports, an
   * accelerator, too little memory. So a machine is not stopped for a start that can't be.
   *
   * @param chosen settings besides those that are kept
   * @param image which it would boot; none when that is still to be built
   * @throws MachineException naming the first of them that can't be used
   */
  public void requireStartable(Settings chosen, Optional<Path> image) throws IOException {
    new MachineUp(directory, environment, Progress.SILENT).requireStartable(chosen, image);
  }

  /** What is known of it now; starts the Docker endpoint again when it should run and doesn't. */
  public MachineStatus status() throws IOException {
    return new StatusReader(directory, environment).read();
  }

  /** The state of {@link #status}, without starting anything. */
  public MachineStatus.State state() throws IOException {
    return new StatusReader(directory, environment).state();
  }

  /**
   * Shuts the guest down by its power button, and pulls the plug when that takes too long.
   *
   * @param limit how long the guest may take
   */
  @SuppressWarnings("try") // The lock is only held.
  public StopOutcome stop(Duration limit, Progress progress) throws IOException {
    if (!exists()) {
      return StopOutcome.NOT_RUNNING;
    }
    try (MachineLock lock = MachineLock.await(directory, "stop", progress)) {
      return shutDown(limit, progress);
    }
  }

  private StopOutcome shutDown(Duration limit, Progress progress) throws IOException {
    forgetResumed();
    StopOutcome outcome = new Stopper(directory, progress).stop(limit);
    new TunnelProcess(directory).stop();
    new ContextUse(directory, environment, progress).end();
    return outcome;
  }

  /**
   * Ends its QEMU as a power cut does, also while another command works on it and waits for a guest
   * that hangs.
   */
  public StopOutcome kill(Progress progress) throws IOException {
    boolean ran = new Stopper(directory, progress).endNow();
    StopOutcome outcome = stop(Duration.ZERO, progress);
    return ran ? StopOutcome.FORCED : outcome;
  }

  /**
   * Work on its files, which takes a machine that doesn't run.
   *
   * @param verb what is done, for those who wait
   * @throws MachineException when the machine runs, or the work fails
   */
  @SuppressWarnings("try") // The lock is only held.
  public <T> T whileStopped(String verb, StoppedWork<T> work, Progress progress)
      throws IOException {
    try (MachineLock lock = MachineLock.await(directory, verb, progress)) {
      if (isRunning()) {
        throw new MachineException(
            "machine %s runs: stop it first with 'boot2docker stop %s'".formatted(name(), name()));
      }
      if (SavedState.exists(directory)) {
        throw new MachineException(
            "machine %1$s is saved, and its state fits these files only: run 'boot2docker up %1$s', then 'boot2docker stop --shutdown %1$s'"
                .formatted(name()));
      }
      return work.on(new StoppedMachine(directory));
    }
  }

  /**
   * Work on its files, unless it runs, is saved, or another command works on it.
   *
   * @return what it gives; empty when it was not done
   */
  @SuppressWarnings("try") // The lock is only held.
  public <T> Optional<T> ifIdle(StoppedWork<T> work) throws IOException {
    Optional<MachineLock> lock;
    try {
      lock = MachineLock.tryLock(directory.lock());
    } catch (NoSuchFileException e) {
      // Deleted just now.
      lock = Optional.empty();
    }
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try (MachineLock held = lock.get()) {
      boolean idle = !isRunning() && !isSaved();
      return idle ? Optional.of(work.on(new StoppedMachine(directory))) : Optional.empty();
    }
  }

  /** Names of the snapshots of its own disk, in alphabetical order; also while it runs. */
  public List<String> snapshots() throws IOException {
    return new StoppedMachine(directory).snapshots();
  }

  /** Work on the files of a machine that doesn't run. */
  @FunctionalInterface
  public interface StoppedWork<T> {
    /** Does it. */
    T on(StoppedMachine machine) throws IOException;
  }

  /**
   * Gives it another name; its Docker context gets that name at the next start.
   *
   * @throws MachineException when it runs, or there is a machine of that name
   */
  public void rename(Machine to, Progress progress) throws IOException {
    whileStopped(
        "rename",
        stopped -> {
          stopped.requireFree(to.directory);
          to.directory.requireShortName();
          new ContextUse(directory, environment, progress).leave();
          if (!isWindows()) {
            Files.move(directory.path(), to.directory.path());
          }
          return to;
        },
        progress);
    if (isWindows()) {
      // It moves no folder with an open file, such as the lock.
      Files.move(directory.path(), to.directory.path());
    }
    new ContextUse(directory, environment, progress).remove();
    if (Files.exists(to.directory.sshConfig())) {
      SshConfigFile.write(to.directory);
    }
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  /**
   * Saves the machine with all that runs in it, and ends its QEMU; {@code up} resumes it.
   *
   * @return false when it was saved already
   * @throws MachineException when it doesn't run, or can't be saved; then it runs on
   */
  @SuppressWarnings("try") // The lock is only held.
  public boolean save(Progress progress) throws IOException {
    try (MachineLock lock = MachineLock.await(directory, "save", progress)) {
      if (new RunningQemu(directory).settled().isEmpty()) {
        if (SavedState.exists(directory)) {
          return false;
        }
        throw notRunning();
      }
      GuestFiles files = new GuestFiles(this, progress);
      boolean keepsData = files.settle();
      boolean saved = false;
      try {
        new Saver(directory).save(keepsData);
        saved = true;
      } finally {
        if (!saved) {
          files.comeBack();
        }
      }
      forgetResumed();
      new Stopper(directory, progress).quit();
      new TunnelProcess(directory).stop();
      new ContextUse(directory, environment, progress).end();
      return true;
    }
  }

  private void settleResumed(Progress progress) throws IOException {
    if (wasResumed()) {
      resumed.get().clock().join();
      new GuestFiles(this, progress).comeBack();
    }
  }

  /**
   * Resumes it from its saved state.
   *
   * @return false when there is none, or it runs, or the state can't be resumed, which is said
   */
  @SuppressWarnings("try") // The lock is only held.
  public boolean resume(Progress progress) throws IOException {
    try (MachineLock lock = MachineLock.await(directory, "up", progress)) {
      if (new RunningQemu(directory).settled().isEmpty()) {
        resumed = new Resumption(directory, environment, Optional.empty(), progress).resume();
        settleResumed(progress);
        return resumed.isPresent();
      }
      return false;
    }
  }

  /** Also the tunnel that may not yet have said that it is there. */
  private void forgetResumed() {
    resumed.ifPresent(started -> started.tunnel().destroy());
    resumed = Optional.empty();
  }

  /** Shuts it down and deletes all that is known of it, but no disk outside its folder. */
  @SuppressWarnings("try") // The lock is only held.
  public void remove(Progress progress) throws IOException {
    if (!Files.isDirectory(directory.path())) {
      return;
    }
    boolean stopped = false;
    try (MachineLock lock = MachineLock.await(directory, "delete", progress)) {
      shutDown(Duration.ofSeconds(60), progress);
      new ContextUse(directory, environment, progress).forget();
      stopped = true;
      directory.delete();
    } catch (FileSystemException e) {
      if (!stopped || !isWindows()) {
        throw e;
      }
      // It moves no folder with an open file, such as the lock.
      directory.delete();
    }
    try {
      pruneBootFiles(environment);
    } catch (IOException e) {
      progress.say("boot files that no machine uses are not deleted: " + e.getMessage());
    }
  }

  private MachineConfig runningConfig() throws IOException {
    Optional<ProcessHandle> qemu = new RunningQemu(directory).process();
    if (qemu.isEmpty()) {
      throw notRunning();
    }
    return MachineConfig.read(directory);
  }

  private MachineException notRunning() {
    return new MachineException(
        SavedState.exists(directory)
            ? "machine %1$s is saved: resume it with 'boot2docker up %1$s'".formatted(name())
            : "machine %1$s is not running: start it with 'boot2docker up %1$s'".formatted(name()));
  }
}
