package org.boot2docker.guest.programs.clock;

import org.boot2docker.guest.system.clock.HardwareClock;
import org.boot2docker.guest.system.clock.ImageDate;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.Datagrams;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;

/** The service that keeps the time of day right, for as long as the machine runs. */
public final class ClockDaemon {
  private static final long LOOK_EVERY = 10_000;

  private final Files files;
  private final Log log;
  private final Clocks clocks;
  private final HardwareClock hardware;
  private final ImageDate imageDate;
  private final PauseWatch pauses;
  private final TimeKeeper keeper;
  private int news = -1;
  private long nextLook;
  private long nextQuestion;

  /** A service that has not begun. */
  public ClockDaemon(Files files, Clocks clocks, Datagrams datagrams) {
    this.files = files;
    this.log = new Log(files);
    this.clocks = clocks;
    this.hardware = new HardwareClock(files, clocks);
    this.imageDate = new ImageDate(clocks);
    this.pauses = new PauseWatch(files, log, clocks, hardware);
    NtpClient client = new NtpClient(files, clocks, datagrams, imageDate.seconds());
    this.keeper = new TimeKeeper(log, clocks, datagrams, new NtpServers(files), client);
  }

  /** Serves until the process is ended. */
  public void run() {
    begin();
    while (true) {
      step();
    }
  }

  void begin() {
    pauses.begin();
    if (hardware.seconds().orElse(0) < imageDate.seconds()) {
      log.error(
          "the hardware clock is missing or years behind: the time is wrong until an NTP server"
              + " answers");
    }
    news = files.watcher();
    files.watch(news, NtpServers.NETWORK);
  }

  /** Does what is due, then waits for what comes next. */
  void step() {
    if (now() >= nextLook) {
      if (pauses.look()) {
        nextQuestion = now();
      }
      nextLook = now() + LOOK_EVERY;
    }
    if (now() >= nextQuestion) {
      nextQuestion = now() + keeper.ask() * 1000;
    }
    long wait = Math.min(nextLook, nextQuestion) - now();
    if (wait > 0 && files.poll(new int[] {news}, wait)[0]) {
      networkChanged();
    }
  }

  /** Who could not be asked before can perhaps be asked now. */
  private void networkChanged() {
    byte[] events = new byte[4096];
    while (files.read(news, events) > 0) {
      continue;
    }
    if (!keeper.isSynchronised()) {
      nextQuestion = now();
    }
  }

  private long now() {
    return clocks.sinceBoot() / 1000;
  }
}
