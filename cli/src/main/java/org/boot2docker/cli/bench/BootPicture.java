package org.boot2docker.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.boot2docker.contract.MilestoneNames;
import org.boot2docker.formats.text.Markup;

/** Draws a boot as a time line: a bar for each phase and service, from its start until it works. */
public final class BootPicture {
  private static final int WIDTH = 960;
  private static final int LEFT = 170;
  private static final int RIGHT = 90;
  private static final int TOP = 64;
  private static final int ROW = 24;
  private static final int BAR = 16;
  private static final int MOST_TICKS = 10;

  /** The service that measures. */
  private static final String OURS = "bench";

  private final Boot boot;
  private final String title;
  private final boolean counted;
  private final double end;
  private final StringBuilder svg = new StringBuilder();

  /** A bar; one without length is drawn as a mark. */
  private record Bar(String name, double from, double to, String colour) {}

  /**
   * A picture of one boot.
   *
   * @param title said above it
   * @param counted whether its times are instructions
   */
  public BootPicture(Boot boot, String title, boolean counted) {
    this.boot = boot;
    this.title = title;
    this.counted = counted;
    this.end = boot.answered();
  }

  /** The picture, a complete SVG document. */
  public String svg() {
    List<Bar> bars = bars();
    int height = TOP + bars.size() * ROW + 40;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH, height, WIDTH, height);
    line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    text(16, 26, "start", "#1a1a1a", "From the kernel's start to Docker: " + title);
    axis(height - 40);
    for (int i = 0; i < bars.size(); i++) {
      draw(bars.get(i), TOP + i * ROW);
    }
    line("</svg>");
    return svg.toString();
  }

  private List<Bar> bars() {
    double init = boot.at(MilestoneNames.INIT_START).orElse(0.0);
    List<Bar> bars = new ArrayList<>();
    bars.add(new Bar("kernel", 0, init, "#7a8b99"));
    double unpacking = boot.at(Boot.UNPACKING).orElse(0.0);
    boot.at(Boot.UNPACKED)
        .ifPresent(to -> bars.add(new Bar("decompression", unpacking, to, "#a9b7c2")));
    for (String phase :
        List.of(MilestoneNames.MOUNTS, MilestoneNames.DISK, MilestoneNames.MODULES)) {
      boot.at(phase).ifPresent(to -> bars.add(new Bar("init: " + phase, init, to, "#e0a030")));
    }
    List<Bar> services = new ArrayList<>();
    for (Map.Entry<String, Double> start : boot.started().entrySet()) {
      String service = start.getKey();
      double from = start.getValue();
      double ready = Math.max(from, boot.at(service).orElse(from));
      if (from < end && !MilestoneNames.OF_INIT.contains(service) && !OURS.equals(service)) {
        services.add(new Bar(service, from, ready, colour(service)));
      }
    }
    services.sort(Comparator.comparingDouble(Bar::from).thenComparing(Bar::name));
    bars.addAll(services);
    return bars;
  }

  private static String colour(String service) {
    return service.equals(MilestoneNames.DOCKER) || service.equals(MilestoneNames.CONTAINERD)
        ? "#1d63ed"
        : "#6fa8dc";
  }

  private void axis(int bottom) {
    double step = step();
    for (double at = 0; at <= end; at += step) {
      line(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#e3e6e8\"/>",
          x(at), TOP - 12, x(at), bottom);
      text(x(at), TOP - 18, "middle", "#667077", number(at));
    }
    line(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#c62828\""
            + " stroke-width=\"1.5\"/>",
        x(end), TOP - 12, x(end), bottom);
    text(
        x(end),
        bottom + 20,
        "end",
        "#c62828",
        "docker version answers: " + Boot.text(end, counted));
  }

  /** A round number, so that there are few lines. */
  private double step() {
    double step = 100;
    for (int i = 0; end / step > MOST_TICKS; i++) {
      step *= i % 3 == 1 ? 2.5 : 2;
    }
    return step;
  }

  private void draw(Bar bar, int y) {
    text(LEFT - 10, y + BAR - 3, "end", "#1a1a1a", bar.name());
    double width = Math.max(2, x(bar.to()) - x(bar.from()));
    line(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>",
        x(bar.from()), y, width, BAR, bar.colour());
    if (bar.to() > bar.from()) {
      double beside = x(bar.from()) + width + 5;
      text(beside, y + BAR - 3, "start", "#667077", number(bar.to() - bar.from()));
    }
  }

  private double x(double time) {
    return LEFT + time / end * (WIDTH - LEFT - RIGHT);
  }

  private String number(double value) {
    return counted
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value / 1000);
  }

  private void text(double x, int y, String anchor, String colour, String words) {
    line(
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
        x, y, anchor, colour, Markup.escaped(words));
  }

  private void line(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
