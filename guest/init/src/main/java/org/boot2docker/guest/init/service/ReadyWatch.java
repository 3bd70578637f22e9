package org.boot2docker.guest.init.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.MilestoneNames;
import org.boot2docker.formats.service.Readiness;
import org.boot2docker.formats.service.Service;
import org.boot2docker.guest.init.milestone.Milestones;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Net;

/**
 * Notices when services have become useful, without asking again and again: the kernel tells when a
 * file appears, and a request waits in the socket's queue until the daemon answers.
 */
final class ReadyWatch {
  private static final long RETRY = 500;

  private final Files files;
  private final Net net;
  private final Loop loop;
  private final Milestones milestones;
  private final int watcher;
  private final List<Watch> pending = new ArrayList<>();

  /** What is waited for, from a start of the service until it is ready or stopped. */
  private static final class Watch {
    private final Service service;
    private final Runnable then;
    private boolean asking;

    private Watch(Service service, Runnable then) {
      this.service = service;
      this.then = then;
    }
  }

  ReadyWatch(Files files, Net net, Loop loop, Milestones milestones) {
    this.files = files;
    this.net = net;
    this.loop = loop;
    this.milestones = milestones;
    this.watcher = files.watcher();
    loop.onReadable(watcher, this::filesChanged);
  }

  /** Watches no longer. */
  void cancel(Service service) {
    pending.removeIf(watch -> watch.service.equals(service));
  }

  /** Removes the sign of an earlier run of a service that is about to be started once more. */
  void forget(Service service) {
    if (service.ready() instanceof Readiness.File file) {
      files.unlink(file.path());
    }
  }

  /**
   * Begins to watch for a service's readiness, which is the milestone of its name.
   *
   * <p>When a service that is ready by its end has ended, its supervisor knows.
   */
  void watch(Service service, Runnable then) {
    Watch watch = new Watch(service, then);
    if (service.ready() instanceof Readiness.File file) {
      watchDirectoryOf(file.path());
      pending.add(watch);
    } else if (service.ready() instanceof Readiness.Http http) {
      watchDirectoryOf(http.socket());
      pending.add(watch);
    } else if (service.ready() instanceof Readiness.Notified) {
      pending.add(watch);
    } else if (service.ready() instanceof Readiness.Started) {
      finish(watch);
    }
    examine();
  }

  /** Notes that a service has said it is ready; all but the first time is of no consequence. */
  void notified(Service service) {
    for (Watch watch : List.copyOf(pending)) {
      if (watch.service.equals(service) && service.ready() instanceof Readiness.Notified) {
        finish(watch);
      }
    }
  }

  private void finish(Watch watch) {
    pending.remove(watch);
    milestones.reach(watch.service.name());
    watch.then.run();
  }

  private void watchDirectoryOf(String path) {
    String directory = path.substring(0, Math.max(1, path.lastIndexOf('/')));
    files.makeDirectory(directory, 0755);
    files.watch(watcher, directory);
  }

  private void filesChanged() {
    byte[] events = new byte[4096];
    while (files.read(watcher, events) > 0) {
      continue;
    }
    examine();
  }

  private void examine() {
    for (Watch watch : new ArrayList<>(pending)) {
      if (watch.service.ready() instanceof Readiness.File file && files.exists(file.path())) {
        finish(watch);
      } else if (watch.service.ready() instanceof Readiness.Http http
          && !watch.asking
          && files.exists(http.socket())) {
        watch.asking = true;
        milestones.reach(MilestoneNames.socket(watch.service.name()));
        ask(watch, http);
      }
    }
  }

  private void ask(Watch watch, Readiness.Http http) {
    if (!pending.contains(watch)) {
      return;
    }
    int fd = net.connect(http.socket());
    if (fd < 0) {
      loop.after(RETRY, () -> ask(watch, http));
      return;
    }
    String request = "GET " + http.request() + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
    byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
    files.write(fd, bytes, 0, bytes.length);
    loop.onReadable(fd, () -> answered(watch, http, fd));
  }

  private void answered(Watch watch, Readiness.Http http, int fd) {
    byte[] answer = new byte[512];
    int count = files.read(fd, answer);
    loop.close(fd);
    String text = new String(answer, 0, Math.max(0, count), StandardCharsets.US_ASCII);
    boolean ok = text.startsWith("HTTP/1.") && text.startsWith(" 200", "HTTP/1.x".length());
    if (ok && pending.contains(watch)) {
      finish(watch);
    } else {
      loop.after(RETRY, () -> ask(watch, http));
    }
  }
}
