package org.boot2docker.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.boot2docker.builder.BuildListener;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.debian.download.Blob;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a build gets on: a bar with bytes, rate and remaining time on a terminal, plain lines
 * elsewhere.
 */
final class BuildPrinter implements BuildListener, AutoCloseable {
  private static final String DOWNLOAD = "downloading";
  private static final Unit MEBIBYTES = new Unit(" MiB", 1 << 20);
  private static final Unit FILES = new Unit(" files", 1);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(60);

  private final Terminal terminal;
  private final boolean quiet;
  private final boolean bars;
  private final AtomicLong expected = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private long lastLine = System.nanoTime();
  private @Nullable ProgressBar bar;
  private String barName = "";

  private record Unit(String name, long size) {}

  BuildPrinter(Terminal terminal, OutputOptions style) {
    this.terminal = terminal;
    this.quiet = style.quiet || style.json;
    this.bars = !quiet && terminal.isInteractive();
  }

  @Override
  public synchronized void expect(int files, long bytes) {
    long total = expected.addAndGet(bytes);
    if (files > 0 && !bars) {
      say(String.format(Locale.ROOT, "downloading %d files, %.1f MB", files, bytes / 1e6));
    }
    show(DOWNLOAD, received.get(), total);
  }

  @Override
  public void received(Blob blob, long bytes) {
    show(DOWNLOAD, received.addAndGet(bytes), expected.get());
  }

  @Override
  public void work(String what, long done, long total) {
    show(what, done, total);
  }

  @Override
  public synchronized void files(String what, long done, long about) {
    if (bars) {
      show(what, FILES, done, about);
    } else if (due()) {
      say(String.format(Locale.ROOT, "%s: %d of about %d files", what, done, about));
    }
  }

  /** Now and then, so that a log shows that something goes on. */
  private boolean due() {
    boolean due = System.nanoTime() - lastLine > BETWEEN_LINES.toNanos();
    lastLine = due ? System.nanoTime() : lastLine;
    return due;
  }

  @Override
  public void stepSkipped(StepName step) {
    say(String.format(Locale.ROOT, "%-7s unchanged", step));
  }

  @Override
  public void stepStarted(StepName step, String reason) {
    say(String.format(Locale.ROOT, "%-7s runs: %s", step, reason));
  }

  @Override
  public void stepFinished(StepName step, Duration time) {
    say(String.format(Locale.ROOT, "%-7s done in %.1f s", step, time.toMillis() / 1000.0));
  }

  @Override
  public void warning(String line) {
    closeBar();
    terminal.say("warning: " + line);
  }

  @Override
  public void close() {
    closeBar();
  }

  @Override
  public void say(String line) {
    if (!quiet) {
      closeBar();
      terminal.say(line);
    }
  }

  private synchronized void show(String what, long done, long total) {
    show(what, MEBIBYTES, done, total);
  }

  private synchronized void show(String what, Unit unit, long done, long total) {
    if (!bars || total <= 0) {
      return;
    }
    if (bar != null && !barName.equals(what)) {
      // Steps run side by side: the bar stays with the work that it began with.
      return;
    }
    if (bar == null) {
      bar = newBar(what, unit, total);
      barName = what;
    }
    bar.maxHint(total);
    bar.stepTo(Math.min(done, total));
    if (done >= total) {
      closeBar();
    }
  }

  private static ProgressBar newBar(String what, Unit unit, long total) {
    return new ProgressBarBuilder()
        .setTaskName(what)
        .setInitialMax(total)
        .setUnit(unit.name(), unit.size())
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed()
        .clearDisplayOnFinish()
        .build();
  }

  private synchronized void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
