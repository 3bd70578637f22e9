package org.boot2docker.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/** The bar of one piece of work on a terminal: how much is done, and the remaining time. */
final class WorkBar implements AutoCloseable {
  private static final Duration FIRST_ESTIMATE = Duration.ofSeconds(5);
  private static final int LONGEST_LABEL = 30;
  private static final String ELLIPSIS = "...";
  private static final double LEAST_FOR_AN_ESTIMATE = 0.03;

  private final String name;
  private final OneLine line;
  private final ProgressBar bar;

  /** What is counted, and how many of it make one of the shown unit. */
  enum Unit {
    MEBIBYTES(" MiB", 1 << 20),
    FILES(" files", 1);

    private final String label;
    private final long size;

    Unit(String label, long size) {
      this.label = label;
      this.size = size;
    }
  }

  /** Whether so much of a unit is worth a bar. */
  static boolean isFor(Unit unit, long total) {
    return total >= unit.size;
  }

  /**
   * Draws the bar.
   *
   * @param done what was done before, which says nothing about the speed
   * @param before how long that took
   */
  WorkBar(PrintStream out, String name, Unit unit, long done, long total, Duration before) {
    this.name = name;
    this.line = new OneLine(out);
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(label(name))
            .setInitialMax(total)
            .startsFrom(done, before)
            .setUnit(unit.label, unit.size)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(line)
            .setEtaFunction(WorkBar::remaining)
            .clearDisplayOnFinish()
            .build();
  }

  /** In a line of 80 characters there must be room for the bar. */
  static String label(String name) {
    return name.length() <= LONGEST_LABEL
        ? name
        : name.substring(0, LONGEST_LABEL - ELLIPSIS.length()) + ELLIPSIS;
  }

  /** Whether it shows this piece of work. */
  boolean shows(String work) {
    return name.equals(work);
  }

  void show(long done, long total) {
    bar.maxHint(total);
    bar.stepTo(done);
  }

  /** Erases it. */
  @Override
  public void close() {
    bar.close();
    // The library doesn't do it for a bar that is closed before it was drawn for the first time.
    line.clear();
  }

  private static Optional<Duration> remaining(ProgressState state) {
    return remaining(
        state.getCurrent() - state.getStart(),
        state.getMax() - state.getStart(),
        state.getElapsedAfterStart());
  }

  /** Unknown at first: a compressor takes its input at once or not at all until it is warm. */
  static Optional<Duration> remaining(long done, long total, Duration elapsed) {
    if (elapsed.compareTo(FIRST_ESTIMATE) < 0 || done < total * LEAST_FOR_AN_ESTIMATE) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(elapsed.toMillis() * (total - done) / done));
  }

  /** Stays on the last line and leaves it empty, so that the next line begins there. */
  private static final class OneLine extends ConsoleProgressBarConsumer {
    private final PrintStream terminal;
    private boolean drawn;

    OneLine(PrintStream terminal) {
      super(terminal);
      this.terminal = terminal;
    }

    @Override
    public void accept(String text) {
      super.accept(text);
      terminal.flush();
      drawn = true;
    }

    @Override
    public void clear() {
      if (drawn) {
        terminal.print("\r" + " ".repeat(Math.max(0, getMaxRenderedLength())) + "\r");
        drawn = false;
      }
    }

    @Override
    public void close() {
      terminal.flush();
    }
  }
}
