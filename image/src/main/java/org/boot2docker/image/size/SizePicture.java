package org.boot2docker.image.size;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.boot2docker.formats.text.Markup;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.size.SizeReport.FilePart;
import org.boot2docker.image.size.SizeReport.Part;
import org.boot2docker.image.size.Treemap.Box;

/** A report as a picture (SVG 1.1): areas are bytes of the image, colours tell the groups apart. */
public final class SizePicture {
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 1000;
  private static final int HEADING = 40;

  /** Characters of the font are about this wide for their height. */
  private static final double CHARACTER = 0.6;

  private static final int LEAST_FONT = 9;
  private static final int LARGEST_FONT = 26;

  private final StringBuilder svg = new StringBuilder();
  private final SizeReport report;

  private SizePicture(SizeReport report) {
    this.report = report;
  }

  /** The picture's text. */
  public static String of(SizeReport report) {
    return new SizePicture(report).draw();
  }

  /** A group of boxes in one colour. */
  private record Group(String name, long bytes, List<Part> parts) {}

  private String draw() {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\">%n",
            WIDTH,
            HEIGHT + HEADING));
    svg.append("<style>rect{stroke:#fff;stroke-width:0.5}text{pointer-events:none}</style>\n");
    text(8, 28, 22, report.image() + ": " + megabytes(report.bytes()));
    List<Group> groups = groups();
    List<Box> boxes =
        Treemap.layout(
            groups.stream().map(Group::bytes).toList(), new Box(0, HEADING, WIDTH, HEIGHT));
    for (int i = 0; i < groups.size(); i++) {
      drawGroup(groups.get(i), boxes.get(i), "hsl(" + i * 137 % 360 + ",45%,");
    }
    return svg.append("</svg>\n").toString();
  }

  /** The sections of the medium, and in the place of the initramfs its packages. */
  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (Part section : report.sections()) {
      if (!section.name().equals(BootFiles.INITRAMFS)) {
        groups.add(new Group(section.name(), section.bytes(), List.of(section)));
      }
    }
    for (Part owner : report.packages()) {
      List<Part> parts = new ArrayList<>();
      for (FilePart file : report.files()) {
        if (file.owner().equals(owner.name())) {
          parts.add(new Part("/" + file.path(), file.bytes(), file.raw()));
        }
      }
      groups.add(new Group(owner.name(), owner.bytes(), parts));
    }
    groups.sort(Comparator.comparingLong(Group::bytes).reversed().thenComparing(Group::name));
    return groups;
  }

  private void drawGroup(Group group, Box box, String colour) {
    List<Box> boxes = Treemap.layout(group.parts().stream().map(Part::bytes).toList(), box);
    for (int i = 0; i < boxes.size(); i++) {
      Part part = group.parts().get(i);
      drawBox(group, part, boxes.get(i), colour + (i % 2 == 0 ? 72 : 80) + "%)");
    }
  }

  private void drawBox(Group group, Part part, Box box, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.3f\" y=\"%.3f\" width=\"%.3f\" height=\"%.3f\" fill=\"%s\">"
                + "<title>%s&#10;%s&#10;%s, uncompressed %s</title></rect>%n",
            box.x(),
            box.y(),
            box.width(),
            box.height(),
            colour,
            Markup.escaped(part.name()),
            Markup.escaped(group.name()),
            megabytes(part.bytes()),
            megabytes(part.raw())));
    String name = part.name().substring(part.name().lastIndexOf('/') + 1);
    double fit = box.width() / (Math.max(name.length(), 7) + 1) / CHARACTER;
    int size = (int) Math.min(LARGEST_FONT, Math.min(fit, box.height() / 2.6));
    if (size >= LEAST_FONT) {
      text(box.x() + size / 3.0, box.y() + size * 1.1, size, name);
      text(box.x() + size / 3.0, box.y() + size * 2.2, size, megabytes(part.bytes()));
    }
  }

  private void text(double x, double y, int size, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\">%s</text>%n",
            x,
            y,
            size,
            Markup.escaped(text)));
  }

  private static String megabytes(long bytes) {
    return bytes < 100_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
  }
}
