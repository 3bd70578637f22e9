package org.boot2docker.guest.init.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.MilestoneNames;
import org.boot2docker.formats.service.Readiness;
import org.boot2docker.formats.service.Service;
import org.boot2docker.formats.service.ServiceSet;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Sockets;
import org.boot2docker.guest.system.kernel.Text;

/** Starts every service as soon as the milestones it needs are reached, and keeps it running. */
public final class Supervisor {
  private static final String EMERGENCY = "command=/bin/sh\nterminal=/dev/console";
  private static final long TRIM_INTERVAL = 30_000;

  /** What the machines that start from a template have, each its own. */
  private static final List<String> OF_ONE_MACHINE =
      List.of(MilestoneNames.IDENTITY, MilestoneNames.DISK);

  private final Kernel kernel;
  private final Sockets sockets;
  private final Log log;
  private final Loop loop;
  private final Milestones milestones;
  private final ReadyWatch readyWatch;
  private final List<Unit> units = new ArrayList<>();
  private List<Unit> startOrder = List.of();

  /** Those with a time limit that does not count yet. */
  private final List<Unit> held = new ArrayList<>();

  private final boolean adopt;
  private boolean goingDown;

  /**
   * A supervisor of no services yet.
   *
   * @param adopt whether processes of an earlier life of init may be running
   */
  public Supervisor(
      Kernel kernel, Sockets sockets, Log log, Loop loop, Milestones milestones, boolean adopt) {
    this.kernel = kernel;
    this.sockets = sockets;
    this.log = log;
    this.loop = loop;
    this.milestones = milestones;
    this.adopt = adopt;
    this.readyWatch = new ReadyWatch(kernel, kernel, loop, milestones);
    milestones.listen(name -> startWhatCan());
    milestones.listen(
        name -> {
          if (OF_ONE_MACHINE.contains(name)) {
            release();
          }
        });
    new Notifications(sockets, log, loop, this::process).open();
    loop.after(TRIM_INTERVAL, this::trimLogs);
  }

  private Optional<Instance> process(int pid) {
    return units.stream()
        .flatMap(unit -> unit.instances().stream())
        .filter(instance -> instance.isProcess(pid))
        .findFirst();
  }

  /**
   * Reads the description files. A mistake is reported; a file that can't be used is left out, and
   * what can't be reached is not waited for.
   */
  public void load() {
    ServiceSet set = read();
    set.problems().forEach(problem -> log.error(GuestPaths.SERVICES + "/" + problem));
    set.services().forEach(this::add);
    if (units.stream().noneMatch(unit -> unit.service().terminal().isPresent())) {
      log.error(
          "no console service is described in " + GuestPaths.SERVICES + ": a shell replaces it");
      ServiceSet.of(Map.of("console.service", EMERGENCY)).services().forEach(this::add);
    }
    units.forEach(this::limitWait);
    units.forEach(this::listenUnlessItRuns);
    startOrder = StartOrder.of(units);
    startWhatCan();
  }

  private ServiceSet read() {
    Map<String, String> texts = new HashMap<>();
    for (String file : kernel.list(GuestPaths.SERVICES)) {
      if (ServiceSet.isServiceFile(file)) {
        texts.put(file, Text.read(kernel, GuestPaths.SERVICES + "/" + file).orElse(""));
      }
    }
    return ServiceSet.of(texts);
  }

  private void add(Service service) {
    boolean stopped = kernel.exists(stoppedFile(service));
    Listener listener = new Listener(kernel, sockets, log, service.listen());
    Unit unit = new Unit(service, listener, stopped ? Unit.State.STOPPED : Unit.State.WAITING);
    units.add(unit);
  }

  /** Begins to count the time after which a service starts without what it needs. */
  private void limitWait(Unit unit) {
    if (unit.service().latest() < 0) {
      return;
    }
    if (isHeld(unit)) {
      held.add(unit);
    } else {
      loop.after(unit.service().latest(), () -> startLate(unit));
    }
  }

  private void startLate(Unit unit) {
    if (isHeld(unit)) {
      held.add(unit);
    } else {
      startIfWaiting(unit, adopt);
    }
  }

  /** For what held them some may have waited longer than their time, which begins now. */
  private void release() {
    List<Unit> former = List.copyOf(held);
    held.clear();
    former.forEach(this::limitWait);
  }

  /**
   * Whether no time counts for a service yet. What a template may not have, keys and settings above
   * all, is not there late either. And a data disk may be checked for longer than any of these
   * times, which are for Docker to answer: without the disk there is no script, profile or key.
   * Those that name the disk themselves are to do without it, and somebody may need a console.
   */
  private boolean isHeld(Unit unit) {
    boolean template = !milestones.isReached(MilestoneNames.IDENTITY);
    boolean enduring =
        unit.service().needs().contains(MilestoneNames.DISK)
            || unit.service().terminal().isPresent();
    return OF_ONE_MACHINE.stream()
        .filter(milestone -> !milestones.isReached(milestone) && (template || !enduring))
        .anyMatch(m -> StartOrder.followers(m, units).contains(unit.service().name()));
  }

  /** A process that an earlier life of init left holds the socket, which then stays as it is. */
  private void listenUnlessItRuns(Unit unit) {
    boolean runs = kernel.exists(Instance.pidFile(unit.service().name()));
    if (unit.state() != Unit.State.STOPPED && !runs) {
      listen(unit);
    }
  }

  private void listen(Unit unit) {
    if (unit.listener().open()) {
      milestones.reach(MilestoneNames.socket(unit.service().name()));
    }
  }

  /** Its existence keeps the service stopped when init restarts. */
  private static String stoppedFile(Service service) {
    return GuestPaths.SERVICE_STATE + "/" + service.name() + ".stopped";
  }

  private void startWhatCan() {
    for (Unit unit : startOrder) {
      if (missing(unit).isEmpty()) {
        startIfWaiting(unit, adopt);
      }
    }
  }

  /** The milestones that a service still needs. */
  List<String> missing(Unit unit) {
    return unit.service().needs().stream().filter(need -> !milestones.isReached(need)).toList();
  }

  private void startIfWaiting(Unit unit, boolean perhapsRunning) {
    if (unit.state() != Unit.State.WAITING || goingDown) {
      return;
    }
    unit.enter(Unit.State.STARTED);
    Service service = unit.service();
    List<String> names = service.instances().isEmpty() ? List.of("") : service.instances();
    List<String> all = service.perInterface() ? new Interfaces(kernel).wired() : names;
    all.forEach(name -> start(unit, name, perhapsRunning));
    if (isSkipped(unit)) {
      unit.instances().forEach(this::explain);
      reach(unit);
      return;
    }
    readyWatch.watch(service, unit::becomeReady);
    if (unit.instances().stream().anyMatch(Instance::isTakenOver)) {
      // Its notification may have come to the earlier life of init, and comes only once.
      readyWatch.notified(service);
    }
    if (service.ready() instanceof Readiness.Ended ended) {
      watchEnd(unit, ended.limit());
    }
  }

  /** Whether its condition is false: what waits for it would wait for ever. */
  private static boolean isSkipped(Unit unit) {
    List<Instance> all = unit.instances();
    return !all.isEmpty()
        && all.stream().allMatch(i -> !i.isRunning() && i.missingPath().isPresent());
  }

  private void explain(Instance skipped) {
    skipped
        .missingPath()
        .ifPresent(path -> log.info(skipped.name() + " is not started: there is no " + path));
  }

  private void watchEnd(Unit unit, long limit) {
    noticeEnd(unit);
    List<Instance> run = List.copyOf(unit.instances());
    loop.after(
        limit,
        () -> {
          if (!unit.isReady() && run.equals(unit.instances())) {
            log.error(
                unit.service().name()
                    + " still runs after "
                    + limit / 1000
                    + " s, so services that wait for it start now: see its output in "
                    + unit.service().log());
            reach(unit);
          }
        });
  }

  private void noticeEnd(Unit unit) {
    boolean wanted = unit.state() == Unit.State.STARTED && !unit.isReady();
    if (unit.service().ready() instanceof Readiness.Ended && wanted && !unit.isRunning()) {
      reach(unit);
    }
  }

  private void reach(Unit unit) {
    milestones.reach(unit.service().name());
    unit.becomeReady();
  }

  /** Starts the services that are run for each wired interface, for this one. */
  public void interfaceAppeared(String name) {
    for (Unit unit : units) {
      if (!goingDown && isPerInterface(unit) && unit.instance(name).isEmpty()) {
        start(unit, name, adopt);
      }
    }
  }

  /** Stops the services of an interface that is gone. */
  public void interfaceGone(String name) {
    for (Unit unit : units) {
      if (isPerInterface(unit)) {
        unit.instance(name).ifPresent(i -> i.stop(() -> remove(unit, i)));
      }
    }
  }

  /** The interface may have come again while its service was about to end. */
  private void remove(Unit unit, Instance instance) {
    unit.instances().remove(instance);
    instance.forget();
    String name = instance.instance();
    if (new Interfaces(kernel).isWired(name)) {
      interfaceAppeared(name);
    } else {
      new GoneInterface(kernel, name).forget();
    }
  }

  private static boolean isPerInterface(Unit unit) {
    return unit.service().perInterface() && unit.state() == Unit.State.STARTED;
  }

  private void start(Unit unit, String name, boolean perhapsRunning) {
    Instance.Events events =
        new Instance.Events(() -> readyWatch.notified(unit.service()), () -> noticeEnd(unit));
    Instance instance = new Instance(kernel, kernel, log, loop, unit, name, events);
    unit.instances().add(instance);
    if (perhapsRunning) {
      instance.adoptOrStart();
    } else {
      instance.start();
    }
  }

  /** All services, by name. */
  List<Unit> units() {
    return units;
  }

  Optional<Unit> unit(String name) {
    return units.stream().filter(unit -> unit.service().name().equals(name)).findFirst();
  }

  boolean isGoingDown() {
    return goingDown;
  }

  /** Restarts a service as soon as what it needs is there. */
  void startByCommand(Unit unit) {
    kernel.unlink(stoppedFile(unit.service()));
    halt(unit, () -> startAfresh(unit));
  }

  /** Starts a service anew that has been started already, because what it reads has come late. */
  public void startAgain(String name) {
    unit(name).filter(unit -> unit.state() == Unit.State.STARTED).ifPresent(this::startByCommand);
  }

  /**
   * Takes a milestone back: the services that need it stop, and start again, each when what it
   * needs is there, once it is reached anew. Who is at a terminal stays there.
   *
   * @param then called when they have ended
   */
  public void withdraw(String milestone, Runnable then) {
    List<Unit> affected = StartOrder.following(milestone, units);
    affected.removeIf(
        unit -> unit.state() == Unit.State.STOPPED || unit.service().terminal().isPresent());
    milestones.forget(milestone);
    affected.forEach(unit -> milestones.forget(unit.service().name()));
    withdraw(affected, then);
  }

  private void withdraw(List<Unit> remaining, Runnable then) {
    if (remaining.isEmpty()) {
      then.run();
      return;
    }
    Unit first = remaining.get(0);
    halt(
        first,
        () -> {
          prepare(first);
          limitWait(first);
          withdraw(remaining.subList(1, remaining.size()), then);
        });
  }

  private void prepare(Unit unit) {
    readyWatch.forget(unit.service());
    unit.enter(Unit.State.WAITING);
    listen(unit);
  }

  private void startAfresh(Unit unit) {
    boolean wanted = !kernel.exists(stoppedFile(unit.service()));
    if (unit.state() != Unit.State.STOPPED || !wanted) {
      return;
    }
    prepare(unit);
    if (unit.service().ready() instanceof Readiness.Ended) {
      // Who listens hears again that its work is done.
      milestones.forget(unit.service().name());
    }
    if (missing(unit).isEmpty()) {
      startIfWaiting(unit, false);
    }
  }

  /** Stops a service until it is started by command. */
  void stopByCommand(Unit unit, Runnable then) {
    Text.write(kernel, stoppedFile(unit.service()), "", 0644);
    unit.listener().close();
    halt(unit, then);
  }

  private void halt(Unit unit, Runnable then) {
    readyWatch.cancel(unit.service());
    unit.enter(Unit.State.STOPPED);
    halt(unit, List.copyOf(unit.instances()), then);
  }

  private void halt(Unit unit, List<Instance> remaining, Runnable then) {
    if (remaining.isEmpty()) {
      then.run();
      return;
    }
    Instance first = remaining.get(0);
    first.stop(
        () -> {
          unit.instances().remove(first);
          halt(unit, remaining.subList(1, remaining.size()), then);
        });
  }

  /**
   * Stops the services that use others, then those that they use, one after the other; the rest
   * keeps running but isn't started again.
   */
  public void stopInOrder(Runnable then) {
    goingDown = true;
    units.forEach(unit -> unit.listener().close());
    List<Instance> all = new ArrayList<>();
    units.forEach(unit -> all.addAll(unit.instances()));
    all.forEach(Instance::freeze);
    stopNext(StopOrder.of(all), then);
  }

  private void stopNext(List<Instance> remaining, Runnable then) {
    if (remaining.isEmpty()) {
      then.run();
      return;
    }
    Instance first = remaining.get(0);
    if (first.isRunning()) {
      log.announce("stopping " + first.name());
    }
    first.stop(() -> stopNext(remaining.subList(1, remaining.size()), then));
  }

  private void trimLogs() {
    units.forEach(unit -> unit.instances().forEach(Instance::trimLog));
    loop.after(TRIM_INTERVAL, this::trimLogs);
  }
}
