package org.boot2docker.guest.init.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.LogPhrases;
import org.boot2docker.formats.service.Readiness;
import org.boot2docker.formats.service.Restart;
import org.boot2docker.formats.service.Service;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Command;
import org.boot2docker.guest.system.kernel.Exit;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Processes;
import org.boot2docker.guest.system.kernel.Text;

/** One process of a service: started, watched, started again, stopped. */
final class Instance {
  private static final int FAILURES_TO_FALL_BACK = 4;
  private static final long KILL_PATIENCE = 5_000;
  private static final String GROUPS = "/sys/fs/cgroup/services";
  private static final List<String> ENVIRONMENT =
      List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root");

  private final Files files;
  private final Processes processes;
  private final Log log;
  private final Loop loop;
  private final Service service;
  private final String instance;
  private final Listener listener;
  private final Backoff backoff = new Backoff();
  private final Events events;
  private final List<Runnable> whenStopped = new ArrayList<>();
  private Optional<Exit> last = Optional.empty();
  private int pid = -1;
  private long startedAt;
  private boolean stopping;
  private boolean goingDown;
  private boolean stoppingByItself;
  private boolean takenOver;

  /**
   * What becomes of it.
   *
   * @param ready called each time that it says so
   * @param ended called each time that it ends by itself
   */
  record Events(Runnable ready, Runnable ended) {}

  /** A process that isn't started yet. */
  Instance(
      Files files,
      Processes processes,
      Log log,
      Loop loop,
      Unit unit,
      String instance,
      Events events) {
    this.files = files;
    this.processes = processes;
    this.log = log;
    this.loop = loop;
    this.service = unit.service();
    this.listener = unit.listener();
    this.instance = instance;
    this.events = events;
  }

  Service service() {
    return service;
  }

  String instance() {
    return instance;
  }

  /** The service's name, with the instance's where there are several. */
  String name() {
    return instance.isEmpty() ? service.name() : service.name() + "-" + instance;
  }

  boolean isRunning() {
    return pid > 0;
  }

  /** What it does now, in words. */
  String describe() {
    if (isRunning()) {
      return activity() + ", process " + pid;
    }
    String end = last.map(exit -> "ended with " + exit.describe()).orElse("not started");
    boolean again = last.map(Exit::code).filter(service.restart()::isWantedAfter).isPresent();
    return again ? end + ", to be started again" : end;
  }

  private String activity() {
    if (stopping || stoppingByItself) {
      return stopping ? "stopping" : "stopping by itself";
    }
    return isFallingBack() ? "running its fallback" : "running";
  }

  /** Whether this is its process. */
  boolean isProcess(int process) {
    return isRunning() && pid == process;
  }

  /** Whether an earlier life of init has started its process. */
  boolean isTakenOver() {
    return takenOver;
  }

  /** It says that it is useful now. */
  void reportReady() {
    events.ready().run();
  }

  /** It says that it is about to end. */
  void reportStopping() {
    stoppingByItself = !stopping;
    log.info(name() + " says that it is stopping");
  }

  /** Sends a signal, if it runs. */
  boolean signal(int number) {
    return isRunning() && processes.kill(pid, number) >= 0;
  }

  /**
   * Takes over the process that an earlier life of init started, or starts one, unless it has ended
   * for good: one that runs only once has done so, too, when its end came to no init.
   */
  void adoptOrStart() {
    String text = Text.line(files, pidFile());
    int former = text.isEmpty() ? -1 : Integer.parseInt(text);
    boolean once = former > 0 && service.restart() == Restart.NEVER;
    if (former > 0 && processes.kill(former, 0) >= 0) {
      watch(former);
      takenOver = true;
    } else if (!once && !files.exists(endedFile())) {
      start();
    }
  }

  /** The path that must exist for it and doesn't. */
  Optional<String> missingPath() {
    return service.condition().map(this::expand).filter(path -> !files.exists(path));
  }

  void start() {
    if (stopping || isRunning() || missingPath().isPresent() || isDeadSerialPort()) {
      return;
    }
    LogFile file = new LogFile(files, expand(service.log()), service.logLimit());
    listener.open();
    int output = service.terminal().isPresent() ? -1 : file.open();
    int started =
        processes.start(command(isFallingBack() ? service.fallback() : service.command(), output));
    files.close(output);
    startedAt = files.millis();
    if (started < 0) {
      log.error("cannot start " + name() + ": error " + -started);
      retry(0);
      return;
    }
    files.unlink(endedFile());
    Text.replace(files, pidFile(), started + "\n", 0644);
    log.info(LogPhrases.started(name(), started));
    watch(started);
  }

  private boolean isFallingBack() {
    return !service.fallback().isEmpty() && backoff.failures() >= FAILURES_TO_FALL_BACK;
  }

  private void watch(int process) {
    pid = process;
    stoppingByItself = false;
    loop.onExit(process, this::ended);
  }

  private Command command(List<String> words, int output) {
    List<String> argv = new ArrayList<>();
    words.forEach(word -> argv.add(expand(word)));
    List<String> environment = new ArrayList<>(ENVIRONMENT);
    service.terminal().ifPresent(t -> environment.add("TERM=" + terminalType()));
    if (service.ready() instanceof Readiness.Notified) {
      environment.add(Notifications.VARIABLE);
    }
    service.environment().forEach(word -> environment.add(expand(word)));
    Optional<String> terminal = service.terminal().map(this::expand);
    return new Command(
        argv, environment, output, listener.descriptor(), terminal, group(), service.oomScore());
  }

  /** A cgroup of its own; one that isn't the root lets dockerd see all that cgroups can do here. */
  private Optional<String> group() {
    String directory = GROUPS + "/" + name();
    files.makeDirectory(directory, 0755);
    return Optional.of(directory);
  }

  private String terminalType() {
    return instance.startsWith("tty") && Character.isDigit(instance.charAt(3)) ? "linux" : "vt220";
  }

  /** Serial ports have a device even where there is no hardware; their type is 0 then. */
  private boolean isDeadSerialPort() {
    return service.terminal().isPresent()
        && Text.line(files, "/sys/class/tty/" + instance + "/type").equals("0");
  }

  private void ended(Exit exit) {
    pid = -1;
    last = Optional.of(exit);
    files.unlink(pidFile());
    if (stopping) {
      log.info(name() + " has stopped with " + exit.describe());
      tellStopped();
      return;
    }
    long ran = files.millis() - startedAt;
    if (service.restart().isWantedAfter(exit.code())) {
      retry(ran);
    } else {
      Text.write(files, endedFile(), "", 0644);
    }
    String message = name() + " ended with " + exit.describe() + " after " + ran + " ms";
    if (exit.code() == 0 || service.terminal().isPresent()) {
      log.info(message);
    } else {
      log.error(message + ": see its output in " + expand(service.log()));
    }
    events.ended().run();
  }

  private void retry(long ran) {
    // Not open yet if the process that ended had its socket from an earlier life of init.
    listener.open();
    loop.after(backoff.afterRun(ran), this::start);
  }

  /** Asks the process to stop, kills it when it takes too long, and says when it is gone. */
  void stop(Runnable then) {
    stopping = true;
    if (!isRunning()) {
      then.run();
      return;
    }
    boolean asked = !whenStopped.isEmpty();
    whenStopped.add(then);
    if (!asked) {
      processes.kill(pid, Linux.SIGTERM);
      loop.after(service.stopWait(), this::killIfRunning);
    }
    if (goingDown) {
      loop.after(service.stopWait() + KILL_PATIENCE, this::leave);
    }
  }

  /** A process that waits for a folder or disk that never answers can't be killed. */
  private void leave() {
    if (isRunning()) {
      log.error(name() + " can't be killed, and is not waited for");
      tellStopped();
    }
  }

  private void tellStopped() {
    List<Runnable> waiting = List.copyOf(whenStopped);
    whenStopped.clear();
    waiting.forEach(Runnable::run);
  }

  private void killIfRunning() {
    if (isRunning()) {
      log.error(name() + " did not stop in " + service.stopWait() + " ms; killed");
      processes.kill(pid, Linux.SIGKILL);
    }
  }

  /** No more starts: the machine is going down. */
  void freeze() {
    stopping = true;
    goingDown = true;
  }

  /** What it runs for is gone; the next of the same name has nothing to do with it. */
  void forget() {
    files.unlink(endedFile());
  }

  void trimLog() {
    new LogFile(files, expand(service.log()), service.logLimit()).trim();
  }

  /** Tells an init that is started anew that the process has ended for good. */
  private String endedFile() {
    return GuestPaths.SERVICE_STATE + "/" + name() + ".ended";
  }

  private String pidFile() {
    return pidFile(name());
  }

  /** Where the process id of the instance with this name is, while it runs. */
  static String pidFile(String name) {
    return GuestPaths.SERVICE_STATE + "/" + name + ".pid";
  }

  private String expand(String text) {
    return Service.expand(text, instance);
  }
}
