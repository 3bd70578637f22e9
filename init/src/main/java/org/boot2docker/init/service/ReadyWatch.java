package org.boot2docker.init.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.init.event.Loop;
import org.boot2docker.init.event.Milestones;
import org.boot2docker.init.kernel.Kernel;

/**
 * Notices when services have become useful, without asking again and again: the kernel tells when a
 * file appears, and a request waits in the socket's queue until the daemon answers.
 */
final class ReadyWatch {
  private static final long RETRY = 500;

  private final Kernel kernel;
  private final Loop loop;
  private final Milestones milestones;
  private final int watcher;
  private final List<Service> pending = new ArrayList<>();

  ReadyWatch(Kernel kernel, Loop loop, Milestones milestones) {
    this.kernel = kernel;
    this.loop = loop;
    this.milestones = milestones;
    this.watcher = kernel.watcher();
    loop.onReadable(watcher, this::filesChanged);
  }

  /** Begins to watch for a service's readiness, which is the milestone of its name. */
  void watch(Service service) {
    Readiness ready = service.ready();
    if (milestones.isReached(service.name()) || pending.contains(service)) {
      return;
    }
    if (ready instanceof Readiness.File file) {
      watchDirectoryOf(file.path());
      pending.add(service);
    } else if (ready instanceof Readiness.Http http) {
      watchDirectoryOf(http.socket());
      pending.add(service);
    } else {
      milestones.reach(service.name());
    }
    examine();
  }

  private void watchDirectoryOf(String path) {
    String directory = path.substring(0, Math.max(1, path.lastIndexOf('/')));
    kernel.makeDirectory(directory, 0755);
    kernel.watch(watcher, directory);
  }

  private void filesChanged() {
    byte[] events = new byte[4096];
    while (kernel.read(watcher, events) > 0) {
      continue;
    }
    examine();
  }

  private void examine() {
    for (Service service : new ArrayList<>(pending)) {
      if (service.ready() instanceof Readiness.File file && kernel.exists(file.path())) {
        pending.remove(service);
        milestones.reach(service.name());
      } else if (service.ready() instanceof Readiness.Http http && kernel.exists(http.socket())) {
        pending.remove(service);
        milestones.reach(service.name() + "-socket");
        ask(service, http);
      }
    }
  }

  private void ask(Service service, Readiness.Http http) {
    int fd = kernel.connect(http.socket());
    if (fd < 0) {
      loop.after(RETRY, () -> ask(service, http));
      return;
    }
    String request = "GET " + http.request() + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
    byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
    kernel.write(fd, bytes, 0, bytes.length);
    loop.onReadable(fd, () -> answered(service, http, fd));
  }

  private void answered(Service service, Readiness.Http http, int fd) {
    byte[] answer = new byte[512];
    int count = kernel.read(fd, answer);
    loop.close(fd);
    String text = new String(answer, 0, Math.max(0, count), StandardCharsets.US_ASCII);
    if (text.startsWith("HTTP/1.") && text.startsWith(" 200", "HTTP/1.x".length())) {
      milestones.reach(service.name());
    } else {
      loop.after(RETRY, () -> ask(service, http));
    }
  }
}
