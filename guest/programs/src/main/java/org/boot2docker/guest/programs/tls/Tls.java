package org.boot2docker.guest.programs.tls;

import java.util.List;
import org.boot2docker.guest.programs.tls.x509.AltName;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The daemon: certificates at once, and from then on a look whenever something may have changed.
 */
public final class Tls {
  private static final String RUN = "/run/boot2docker/tls";

  /** Init's milestone {@code tls}: dockerd may start. */
  private static final String READY = RUN + "/ready";

  /** How long the first certificate waits for an address, in milliseconds. */
  private static final long PATIENCE = 3_000;

  /** dockerd, which is what waits for the certificate, can do nothing before this is there. */
  private static final String CONTAINERD = "/run/containerd/containerd.sock";

  /**
   * How long after an address of IPv4 one of IPv6 is waited for, in milliseconds: init has asked
   * the routers when the card came up, and they answer within half a second (RFC 4861, 6.2.6).
   */
  private static final long IPV6_PATIENCE = 600;

  /** How often that is looked for, in milliseconds. */
  private static final long LOOK_AGAIN = 50;

  /** The host name is looked at as often as this, in milliseconds. */
  private static final long INTERVAL = 5_000;

  /** Addresses come in groups: one of IPv4, one or two of IPv6. In milliseconds. */
  private static final long SETTLING = 500;

  private final Kernel kernel;
  private final Log log;
  private final MachineNames names;
  private final Store store;
  private final Surroundings surroundings;
  private final Calendar calendar;
  private final DockerRestart docker;
  private final int news;

  /** Works on the machine that these show. */
  public Tls(Kernel kernel, Surroundings surroundings) {
    this.kernel = kernel;
    this.log = new Log(kernel);
    this.names = new MachineNames(kernel, surroundings);
    this.store = new Store(kernel, log);
    this.surroundings = surroundings;
    this.calendar = new Calendar(surroundings);
    this.docker = new DockerRestart(kernel, log);
    this.news = surroundings.addressNews();
  }

  /** Runs until the process is ended; a failure ends it, and init starts it again. */
  public void run() {
    kernel.makeDirectory(RUN, 0755);
    try {
      serve(begin());
    } catch (RuntimeException e) {
      log.error("Docker's certificates: " + e + "; see /var/lib/boot2docker/tls");
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

  /**
   * All certificates, so that dockerd may start. It may at once when those of a former boot look
   * right: whether they are takes time to compute.
   */
  Certificates begin() {
    long start = kernel.millis();
    boolean early = Certificates.seemRight(store, calendar, names.all());
    if (early) {
      reachMilestone();
    }
    Certificates certificates = load();
    if (!certificates.hasServer()) {
      awaitAddresses(start);
    }
    certificates.cover(names.all());
    if (!early && !kernel.exists(READY)) {
      // dockerd hasn't started yet.
      store.takeChange();
    }
    reachMilestone();
    log.info("certificates took " + (kernel.millis() - start) + " ms");
    return certificates;
  }

  private void reachMilestone() {
    Text.write(kernel, READY, "", 0644);
  }

  private Certificates load() {
    Keys keys = new Keys(surroundings, store);
    Certificates certificates = new Certificates(log, store, keys, calendar);
    store.copyForUser();
    return certificates;
  }

  /** Renews the server's certificate if its names have changed, and hands it to dockerd. */
  void update(Certificates certificates) {
    certificates.cover(names.all());
    if (store.takeChange()) {
      docker.readAgain();
    }
  }

  /**
   * Waits for an address of IPv4 and one of IPv6; with one of the two only as long as that costs
   * little. What comes later makes Docker start again.
   */
  private void awaitAddresses(long start) {
    long end = start + PATIENCE;
    boolean hadIpv4 = false;
    while (true) {
      List<AltName> addresses = names.addresses();
      boolean four = addresses.stream().anyMatch(AltName::isIpv4);
      boolean six = addresses.stream().anyMatch(AltName::isRoutedIpv6);
      if (four && !hadIpv4) {
        end = Math.min(end, kernel.millis() + IPV6_PATIENCE);
      }
      hadIpv4 = four;
      long wait = end - kernel.millis();
      if (four && six || (four || six) && kernel.exists(CONTAINERD) || wait <= 0) {
        return;
      }
      drain(Math.min(wait, LOOK_AGAIN));
    }
  }

  private void waitForNews() {
    if (drain(INTERVAL)) {
      while (drain(SETTLING)) {
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
