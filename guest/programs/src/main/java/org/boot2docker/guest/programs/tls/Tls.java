package org.boot2docker.guest.programs.tls;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The daemon: certificates at once, and from then on a look whenever something may have changed.
 */
final class Tls {
  private static final String RUN = GuestPaths.RUN_TLS;

  /** Init's milestone {@code tls}: the port may be opened. */
  private static final String READY = RUN + "/ready";

  /** There while dockerd itself listens with our certificate, which it reads only at its start. */
  private static final String READ_BY_DOCKER = RUN + "/read-by-docker";

  /** The host name is looked at as often as this, in milliseconds. */
  private static final long INTERVAL = 5_000;

  /** Addresses come in groups: one of IPv4, one or two of IPv6. In milliseconds. */
  private static final long SETTLING = 500;

  private final Kernel kernel;
  private final Log log;
  private final MachineNames names;
  private final Store store;
  private final Surroundings surroundings;
  private final CertificateLibrary library;
  private final Calendar calendar;
  private final int news;

  /** Works on the machine that these show. */
  Tls(Kernel kernel, Surroundings surroundings, CertificateLibrary library) {
    this.library = library;
    this.kernel = kernel;
    this.log = new Log(kernel);
    this.names = new MachineNames(kernel, surroundings);
    this.store = new Store(kernel, kernel, log);
    this.surroundings = surroundings;
    this.calendar = new Calendar(surroundings);
    this.news = surroundings.addressNews();
  }

  /** Runs until the process is ended; a failure ends it, and init starts it again. */
  void run() {
    kernel.makeDirectory(RUN, 0755);
    try {
      serve(begin());
    } catch (RuntimeException e) {
      log.error("Docker's certificates: " + e + "; see " + Store.DIRECTORY);
      // Docker is of use without its TLS port too.
      reachMilestone();
    }
  }

  private void serve(Certificates first) {
    Certificates certificates = first;
    long day = calendar.day();
    while (true) {
      waitForNews();
      if (calendar.day() != day) {
        day = calendar.day();
        certificates = load();
      }
      update(certificates);
    }
  }

  /** All certificates, for the addresses of this moment. */
  Certificates begin() {
    long start = kernel.millis();
    Certificates certificates = load();
    certificates.cover(names.all());
    store.takeChange();
    reachMilestone();
    log.info("certificates took " + (kernel.millis() - start) + " ms");
    return certificates;
  }

  private void reachMilestone() {
    Text.write(kernel, READY, "", 0644);
  }

  private Certificates load() {
    Certificates certificates = new Certificates(log, store, library, surroundings);
    store.copyForUser();
    return certificates;
  }

  /** Renews the server's certificate if its names have changed. */
  void update(Certificates certificates) {
    certificates.cover(names.all());
    if (store.takeChange() && kernel.exists(READ_BY_DOCKER)) {
      log.error(
          "Docker keeps its former certificate, because the profile makes it listen by itself;"
              + " when it suits you: sudo /etc/init.d/docker restart");
    }
  }

  private void waitForNews() {
    if (drain(INTERVAL)) {
      // Containers that come and go may never let it settle.
      long end = kernel.millis() + INTERVAL;
      while (kernel.millis() < end && drain(SETTLING)) {
        continue;
      }
    }
  }

  /** Waits for news of addresses and takes them; false when there were none in this time. */
  private boolean drain(long limit) {
    if (news < 0) {
      kernel.poll(new int[0], limit);
      return false;
    }
    boolean any = kernel.poll(new int[] {news}, limit)[0];
    byte[] buffer = new byte[4096];
    while (any && kernel.read(news, buffer) > 0) {
      continue;
    }
    return any;
  }
}
