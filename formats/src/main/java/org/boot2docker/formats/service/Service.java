package org.boot2docker.formats.service;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One service as its file describes it; docs/init.md explains each key.
 *
 * @param name the file's name without its suffix
 * @param command the program's path and arguments
 * @param needs milestones that must be reached before it is started
 * @param latest milliseconds after which it is started even so; negative for never
 * @param uses services that must outlive it when the machine stops
 * @param instances names of which each gives one process, for {@code %i}
 * @param condition a path that must exist when it is started
 * @param listen the socket that init opens for it and passes on
 * @param ready how it is seen to work
 * @param restart whether it is started again when it ends
 * @param log the file for its output
 * @param logLimit how many bytes of log are kept, twice at most
 * @param terminal the terminal it owns
 * @param fallback what is run in its place when it keeps failing; empty for nothing
 * @param stopWait milliseconds between asking it to stop and killing it
 * @param oomScore how readily the kernel kills it when memory runs out
 * @param environment {@code NAME=value} words
 */
public record Service(
    String name,
    List<String> command,
    List<String> needs,
    long latest,
    List<String> uses,
    List<String> instances,
    Optional<String> condition,
    Optional<Listen> listen,
    Readiness ready,
    Restart restart,
    String log,
    long logLimit,
    Optional<String> terminal,
    List<String> fallback,
    long stopWait,
    int oomScore,
    List<String> environment) {
  /** Stands for every wired network interface in {@code instances=}. */
  public static final String WIRED = "wired";

  /** A text of this service with {@code %i} replaced by the instance's name. */
  public static String expand(String text, String instance) {
    return text.replace("%i", instance);
  }

  /** Whether one process is run for each wired network interface. */
  public boolean perInterface() {
    return instances.contains(WIRED);
  }

  /** This service, waiting only for those of its needs that are among these milestones. */
  Service needing(Set<String> milestones) {
    return new Service(
        name,
        command,
        needs.stream().filter(milestones::contains).toList(),
        latest,
        uses,
        instances,
        condition,
        listen,
        ready,
        restart,
        log,
        logLimit,
        terminal,
        fallback,
        stopWait,
        oomScore,
        environment);
  }
}
