package org.boot2docker.cli;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.debian.download.Blob;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a build gets on: a bar with bytes, rate and remaining time on a terminal, a plain line
 * now and then elsewhere.
 */
final class BuildPrinter implements BuildListener, AutoCloseable {
  private static final String DOWNLOAD = "downloading";
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  /** Compilers run for an hour. */
  private static final Duration BETWEEN_LINES_OF_FILES = Duration.ofSeconds(60);

  /** A compressor with all of its input tells nothing for minutes. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private static final long BETWEEN_TICKS_MILLIS = 1000;

  private final Terminal terminal;
  private final boolean quiet;
  private final boolean bars;
  private final LongSupplier nanos;
  private final AtomicLong expected = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final Map<String, Long> begun = new HashMap<>();
  private final Map<String, Long> lastLines = new HashMap<>();
  private final Map<StepName, Long> running = new EnumMap<>(StepName.class);
  private final Thread ticker = new Thread(this::tickUntilClosed, "build-ticker");
  private long lastSign;
  private @Nullable WorkBar bar;

  BuildPrinter(Terminal terminal, OutputOptions style) {
    this(terminal, style.quiet || style.json, terminal.isInteractive(), System::nanoTime);
    if (!quiet && !bars) {
      ticker.setDaemon(true);
      ticker.start();
    }
  }

  private void tickUntilClosed() {
    try {
      while (true) {
        Thread.sleep(BETWEEN_TICKS_MILLIS);
        tick();
      }
    } catch (InterruptedException e) {
      // Closed.
      return;
    }
  }

  /** Says which steps go on, if nothing else has been said for long. */
  synchronized void tick() {
    long now = nanos.getAsLong();
    if (now - lastSign < LONGEST_SILENCE.toNanos()) {
      return;
    }
    running.forEach(
        (step, start) ->
            say(
                String.format(
                    Locale.ROOT,
                    "%-7s still runs after %d s",
                    step,
                    Duration.ofNanos(now - start).toSeconds())));
  }

  /** A printer with a clock of nanoseconds. */
  BuildPrinter(Terminal terminal, boolean quiet, boolean interactive, LongSupplier nanos) {
    this.terminal = terminal;
    this.quiet = quiet;
    this.bars = !quiet && interactive;
    this.nanos = nanos;
  }

  @Override
  public synchronized void expect(int files, long bytes) {
    long total = expected.addAndGet(bytes);
    if (files > 0 && !bars) {
      String number = files == 1 ? "1 file" : files + " files";
      say(String.format(Locale.ROOT, "downloading %s, %.1f MB", number, bytes / 1e6));
    }
    work(DOWNLOAD, received.get(), total);
  }

  @Override
  public void received(Blob blob, long bytes) {
    work(DOWNLOAD, received.addAndGet(bytes), expected.get());
  }

  @Override
  public synchronized void work(String what, long done, long total) {
    if (bars) {
      show(what, WorkBar.Unit.MEBIBYTES, done, total);
    } else if (done < total && isDue(what, BETWEEN_LINES)) {
      say(String.format(Locale.ROOT, "%s: %.1f of %.1f MB", what, done / 1e6, total / 1e6));
    }
  }

  @Override
  public synchronized void files(String what, long done, long about) {
    if (bars) {
      show(what, WorkBar.Unit.FILES, done, about);
      return;
    }
    lastSign = nanos.getAsLong();
    if (isDue(what, BETWEEN_LINES_OF_FILES)) {
      say(String.format(Locale.ROOT, "%s: %d of about %d files", what, done, about));
    }
  }

  /** Whether a log needs a sign again that some work goes on; not when it has just begun. */
  private boolean isDue(String what, Duration between) {
    long now = nanos.getAsLong();
    Long last = lastLines.putIfAbsent(what, now);
    boolean due = last != null && now - last >= between.toNanos();
    if (due) {
      lastLines.put(what, now);
    }
    return due;
  }

  @Override
  public void stepSkipped(StepName step) {
    say(String.format(Locale.ROOT, "%-7s unchanged", step));
  }

  @Override
  public synchronized void stepStarted(StepName step, String reason) {
    running.put(step, nanos.getAsLong());
    say(String.format(Locale.ROOT, "%-7s runs: %s", step, reason));
  }

  @Override
  public synchronized void stepFinished(StepName step, Duration time) {
    running.remove(step);
    say(String.format(Locale.ROOT, "%-7s done in %.1f s", step, time.toMillis() / 1000.0));
  }

  @Override
  public synchronized void warning(String line) {
    closeBar();
    lastSign = nanos.getAsLong();
    terminal.say("warning: " + line);
  }

  @Override
  public void close() {
    ticker.interrupt();
    closeBar();
  }

  @Override
  public synchronized void say(String line) {
    if (!quiet) {
      closeBar();
      lastSign = nanos.getAsLong();
      terminal.say(line);
    }
  }

  /** Steps run side by side: the bar stays with the work that it began with. */
  private void show(String what, WorkBar.Unit unit, long done, long total) {
    if (bar != null && !bar.shows(what)) {
      return;
    }
    if (done >= total) {
      closeBar();
      return;
    }
    if (bar == null) {
      if (!WorkBar.isFor(unit, total)) {
        return;
      }
      bar = newBar(what, unit, done, total);
    }
    bar.show(done, total);
  }

  private WorkBar newBar(String what, WorkBar.Unit unit, long done, long total) {
    long now = nanos.getAsLong();
    Long start = begun.putIfAbsent(what, now);
    Duration before = Duration.ofNanos(start == null ? 0 : now - start);
    return new WorkBar(terminal.messages(), what, unit, done, total, before);
  }

  private synchronized void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
