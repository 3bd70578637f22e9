package org.boot2docker.guest.init.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.service.Service;

/** A service at work: how far it has come, and its processes. */
final class Unit {
  /** How far a service has come. */
  enum State {
    /** For the milestones that it needs. */
    WAITING,
    STARTED,
    /** By command; it stays so until it is started by command. */
    STOPPED
  }

  private final Service service;
  private final Listener listener;
  private final List<Instance> instances = new ArrayList<>();
  private final List<Runnable> whenReady = new ArrayList<>();
  private State state;
  private boolean ready;

  Unit(Service service, Listener listener, State state) {
    this.service = service;
    this.listener = listener;
    this.state = state;
  }

  Service service() {
    return service;
  }

  Listener listener() {
    return listener;
  }

  State state() {
    return state;
  }

  void enter(State next) {
    state = next;
    ready = false;
  }

  List<Instance> instances() {
    return instances;
  }

  Optional<Instance> instance(String name) {
    return instances.stream().filter(i -> i.instance().equals(name)).findFirst();
  }

  boolean isRunning() {
    return instances.stream().anyMatch(Instance::isRunning);
  }

  boolean isReady() {
    return ready;
  }

  /** Calls the task once, when the service has become ready. */
  void whenReady(Runnable task) {
    whenReady.add(task);
  }

  /** Notes that the service is ready. */
  void becomeReady() {
    ready = true;
    List<Runnable> tasks = List.copyOf(whenReady);
    whenReady.clear();
    tasks.forEach(Runnable::run);
  }
}
