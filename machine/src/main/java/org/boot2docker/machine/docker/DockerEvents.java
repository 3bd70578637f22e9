package org.boot2docker.machine.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Follows Docker's events as long as the program runs, over all of Docker's restarts. */
public final class DockerEvents {
  private static final long PAUSE_MILLIS = 2_000;

  private final DockerApi docker;
  private final List<Follower> followers;

  /** Somebody who has to know. */
  public interface Follower {
    /** Containers or services are perhaps not what they were. Must return soon. */
    void changed();

    /** Docker or the guest has ended, and with it each login. */
    void ended();
  }

  private DockerEvents(DockerApi docker, List<Follower> followers) {
    this.docker = docker;
    this.followers = followers;
  }

  /**
   * Begins, in a thread that doesn't keep the program.
   *
   * @param socket of Docker
   */
  public static void follow(Path socket, List<Follower> followers) {
    DockerEvents events = new DockerEvents(new DockerApi(socket), List.copyOf(followers));
    Thread thread = new Thread(events::run, "docker-events");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        try {
          docker.follow(() -> followers.forEach(Follower::changed));
        } catch (IOException e) {
          // Docker restarts, or the guest does.
          followers.forEach(Follower::ended);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
