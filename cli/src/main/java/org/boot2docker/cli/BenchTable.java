package org.boot2docker.cli;

import java.util.Locale;
import java.util.Map;
import org.boot2docker.build.Manifest;

/** Prints a benchmark for people. */
final class BenchTable {

  private BenchTable() {}

  static void print(BenchReport report, Terminal terminal) {
    terminal.print(row("size of %s", report.bytes() / 1e6, "MB", report.image()));
    printParts(report, "iso", terminal);
    terminal.print("in the initramfs, before compression");
    printParts(report, "initramfs", terminal);
    terminal.print("time from the start of the kernel (" + report.accelerator() + ")");
    for (Map.Entry<String, Long> event : report.milliseconds().entrySet()) {
      terminal.print(row("  %s", event.getValue() / 1000.0, "s", event.getKey()));
    }
    terminal.print("memory of the guest after boot");
    for (Map.Entry<String, Long> part : report.memoryKiB().entrySet()) {
      terminal.print(row("  %s", part.getValue() / 1024.0, "MiB", part.getKey()));
    }
  }

  private static void printParts(BenchReport report, String in, Terminal terminal) {
    for (Manifest.Part part : report.parts()) {
      if (part.in().equals(in)) {
        terminal.print(row("  %s", part.bytes() / 1e6, "MB", part.name()));
      }
    }
  }

  private static String row(String label, double value, String unit, String name) {
    return String.format(Locale.ROOT, "%-52s %8.1f %s", String.format(label, name), value, unit);
  }
}
