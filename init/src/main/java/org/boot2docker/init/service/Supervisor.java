package org.boot2docker.init.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.init.device.Interfaces;
import org.boot2docker.init.event.Loop;
import org.boot2docker.init.event.Milestones;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Log;
import org.boot2docker.init.kernel.Text;

/** Starts every service as soon as the milestones it needs are reached, and keeps it running. */
public final class Supervisor {
  private static final String DIRECTORY = "/usr/lib/boot2docker/services";
  private static final String SUFFIX = ".service";
  private static final long TRIM_INTERVAL = 30_000;

  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final Milestones milestones;
  private final ReadyWatch readyWatch;
  private final List<Service> waiting = new ArrayList<>();
  private final List<Service> perInterface = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final boolean adopt;

  /**
   * A supervisor of no services yet.
   *
   * @param adopt whether processes of an earlier life of init may be running
   */
  public Supervisor(Kernel kernel, Log log, Loop loop, Milestones milestones, boolean adopt) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.milestones = milestones;
    this.adopt = adopt;
    this.readyWatch = new ReadyWatch(kernel, loop, milestones);
    milestones.listen(name -> startWhatCan());
    loop.after(TRIM_INTERVAL, this::trimLogs);
  }

  /** Reads the description files; one that is wrong is reported and left out. */
  public void load() {
    List<String> files = new ArrayList<>(kernel.list(DIRECTORY));
    files.removeIf(file -> !file.endsWith(SUFFIX));
    files.sort(String::compareTo);
    for (String file : files) {
      String path = DIRECTORY + "/" + file;
      String name = file.substring(0, file.length() - SUFFIX.length());
      ServiceFile.Result result = ServiceFile.parse(name, Text.read(kernel, path).orElse(""));
      if (result.service().isPresent()) {
        add(result.service().get());
      } else {
        log.error("service " + path + " is not used: " + result.problem());
      }
    }
    if (waiting.stream().noneMatch(service -> service.terminal().isPresent())) {
      log.error("no console service is described in " + DIRECTORY + "; a shell takes its place");
      ServiceFile.parse("console", "command=/bin/sh\nterminal=/dev/console")
          .service()
          .ifPresent(this::add);
    }
    startWhatCan();
  }

  private void add(Service service) {
    waiting.add(service);
    if (service.latest() >= 0) {
      loop.after(service.latest(), () -> startIfWaiting(service));
    }
  }

  private void startWhatCan() {
    for (Service service : new ArrayList<>(waiting)) {
      if (service.needs().stream().allMatch(milestones::isReached)) {
        startIfWaiting(service);
      }
    }
  }

  private void startIfWaiting(Service service) {
    if (!waiting.remove(service)) {
      return;
    }
    if (service.perInterface()) {
      perInterface.add(service);
      readyWatch.watch(service);
      new Interfaces(kernel).wired().forEach(this::interfaceAppeared);
      return;
    }
    List<String> names = service.instances().isEmpty() ? List.of("") : service.instances();
    names.forEach(name -> start(service, name));
    readyWatch.watch(service);
  }

  /** Starts the services that are run for each wired interface, for this one. */
  public void interfaceAppeared(String name) {
    for (Service service : perInterface) {
      if (find(service, name).isEmpty()) {
        start(service, name);
      }
    }
  }

  /** Stops the services of an interface that is gone. */
  public void interfaceGone(String name) {
    for (Service service : perInterface) {
      find(service, name).ifPresent(instance -> instance.stop(() -> instances.remove(instance)));
    }
  }

  private Optional<Instance> find(Service service, String name) {
    return instances.stream()
        .filter(i -> i.service().equals(service) && i.instance().equals(name))
        .findFirst();
  }

  private void start(Service service, String name) {
    Instance instance = new Instance(kernel, log, loop, service, name);
    instances.add(instance);
    if (adopt) {
      instance.adoptOrStart();
    } else {
      instance.start();
    }
  }

  /**
   * Stops the services that use others, then those that they use, one after the other; the rest
   * keeps running but isn't started again.
   */
  public void stopInOrder(Runnable then) {
    waiting.clear();
    perInterface.clear();
    instances.forEach(Instance::freeze);
    stopNext(StopOrder.of(instances), then);
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
    instances.forEach(Instance::trimLog);
    loop.after(TRIM_INTERVAL, this::trimLogs);
  }
}
