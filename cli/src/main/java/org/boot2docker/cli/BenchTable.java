package org.boot2docker.cli;

import java.util.Locale;
import java.util.Map;
import org.boot2docker.cli.bench.Boot;
import org.boot2docker.cli.bench.Result;
import org.boot2docker.cli.bench.Spread;
import org.boot2docker.image.Manifest;
import org.jspecify.annotations.Nullable;

/** Prints a benchmark for people. */
final class BenchTable {
  private static final double KIB_PER_MIB = 1024;

  private final BenchReport report;
  private final Terminal terminal;
  private final String unit;
  private final double scale;

  private BenchTable(BenchReport report, Terminal terminal) {
    this.report = report;
    this.terminal = terminal;
    boolean time = report.unit().equals("ms");
    this.unit = time ? "s" : "million";
    this.scale = time ? 1000 : 1;
  }

  static void print(BenchReport report, Terminal terminal) {
    BenchTable table = new BenchTable(report, terminal);
    Result image = report.results().get(0);
    terminal.print(row("size of " + report.image(), image.bytes() / 1e6, "MB"));
    table.parts("iso");
    terminal.print("in the initramfs, before compression");
    table.parts("initramfs");
    table.events(image);
    table.memory(image);
    report.results().stream().skip(1).forEach(other -> table.compare(image, other));
  }

  private void parts(String in) {
    for (Manifest.Part part : report.parts()) {
      if (part.in().equals(in)) {
        terminal.print(row("  " + part.name(), part.bytes() / 1e6, "MB"));
      }
    }
  }

  private void events(Result image) {
    String what = scale == 1 ? "instructions (one processor, no network)" : "time";
    String boots = report.boots() == 1 ? "" : ", median of " + report.boots() + " boots";
    terminal.print(what + " from the start of the kernel, " + report.accelerator() + boots);
    image.events().forEach((name, spread) -> spread("  " + name, spread, scale, unit));
  }

  private void memory(Result image) {
    terminal.print("memory of the guest when Docker answers");
    for (Map.Entry<String, Spread> part : image.memoryKiB().entrySet()) {
      spread("  " + part.getKey(), part.getValue(), KIB_PER_MIB, "MiB");
    }
  }

  private void compare(Result image, Result other) {
    terminal.print("compared with " + other.name() + ", booted in turn");
    ratio("Docker answers", image.events().get(Boot.DOCKER), other.events().get(Boot.DOCKER));
    ratio("docker version", image.answered(), other.answered());
    terminal.print(row("  size there", other.bytes() / 1e6, "MB"));
    spread("  memory used here", image.usedKiB(), KIB_PER_MIB, "MiB");
    spread("  memory used there", other.usedKiB(), KIB_PER_MIB, "MiB");
  }

  /** What an event took on both sides; some other system may not tell of it. */
  private void ratio(String what, @Nullable Spread here, @Nullable Spread there) {
    if (here == null || there == null) {
      return;
    }
    spread("  " + what + " here", here, scale, unit);
    spread("  " + what + " there", there, scale, unit);
    double ratio = here.median() / there.median();
    terminal.print(String.format(Locale.ROOT, "  %-50s %10.3f", what + ", here / there", ratio));
  }

  private void spread(String label, Spread spread, double divisor, String what) {
    String range =
        spread.least() == spread.most()
            ? ""
            : String.format(
                Locale.ROOT, "  (%.2f to %.2f)", spread.least() / divisor, spread.most() / divisor);
    terminal.print(row(label, spread.median() / divisor, what) + range);
  }

  private static String row(String label, double value, String unit) {
    return String.format(Locale.ROOT, "%-52s %10.2f %s", label, value, unit);
  }
}
