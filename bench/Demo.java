import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Draws what {@code bench/demo} recorded as an animated SVG: one text element for each line that
 * was on the screen, shown from when it appeared until it changed. Argument: the directory of the
 * recording. Commands are typed by this program; their output is as script(1) wrote it down, at a
 * pace of its own.
 */
final class Demo {
  private static final int COLUMNS = 88;
  private static final int ROWS = 22;
  private static final int FONT = 14;
  private static final double COLUMN = 8.43;
  private static final int LINE = 19;
  private static final int MARGIN = 16;

  /** Seconds: a key, before and after a command, the last picture, and the longest command. */
  private static final double KEY = 0.04;

  private static final double PAUSE = 0.8;
  private static final double LAST = 5;
  private static final double LONGEST = 7;

  private final Screen screen = new Screen();
  private final List<Shown> shown = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean emulated;
  private double now;

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Demo demo = new Demo();
    for (int i = 1; Files.exists(directory.resolve(i + ".command")); i++) {
      demo.play(directory, i);
    }
    System.out.print(demo.svg());
  }

  private void play(Path directory, int number) throws IOException {
    String command = Files.readString(directory.resolve(number + ".command")).strip();
    screen.write("$ ");
    for (char key : command.toCharArray()) {
      screen.write(String.valueOf(key));
      step(KEY);
    }
    screen.write("\r\n");
    step(PAUSE / 2);
    output(
        Files.readAllBytes(directory.resolve(number + ".output")),
        Files.readAllLines(directory.resolve(number + ".timing")),
        command);
    step(PAUSE);
  }

  /** Plays the output; the file has a line of script's own in front. */
  private void output(byte[] bytes, List<String> timing, String command) {
    double seconds = 0;
    for (String line : timing) {
      seconds += Double.parseDouble(line.split(" ")[0]);
    }
    double speed = Math.max(1, seconds / LONGEST);
    emulated |= new String(bytes, StandardCharsets.UTF_8).contains("no acceleration");
    notes.add(String.format(Locale.ROOT, "%s %.0f s", name(command), seconds));
    int at = 0;
    while (bytes[at] != '\n') {
      at++;
    }
    at++;
    for (String line : timing) {
      step(Double.parseDouble(line.split(" ")[0]) / speed);
      int length = Integer.parseInt(line.split(" ")[1]);
      screen.write(new String(bytes, at, length, StandardCharsets.UTF_8));
      at += length;
    }
  }

  /** The word by which a command goes in the caption. */
  private static String name(String command) {
    for (String verb : List.of("up", "ssh", "stop", "run")) {
      if ((" " + command + " ").contains(" " + verb + " ")) {
        return verb;
      }
    }
    return command;
  }

  /** Lets time pass with the screen as it is. */
  private void step(double seconds) {
    double end = now + seconds;
    List<String> rows = screen.rows();
    for (int row = 0; row < rows.size(); row++) {
      if (!rows.get(row).isBlank()) {
        show(row, rows.get(row), end);
      }
    }
    now = end;
  }

  private void show(int row, String text, double end) {
    for (Shown each : shown) {
      if (each.row == row && each.text.equals(text) && each.end == now) {
        each.end = end;
        return;
      }
    }
    shown.add(new Shown(row, text, now, end));
  }

  private String svg() {
    step(LAST);
    double width = 2 * MARGIN + COLUMNS * COLUMN;
    double height = 2 * MARGIN + (ROWS + 1.5) * LINE;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                + " height=\"%.0f\" font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans"
                + " Mono',monospace\" font-size=\"%d\">%n",
            width,
            height,
            width,
            height,
            FONT));
    svg.append("<title>boot2docker up, docker run, boot2docker stop</title>\n");
    svg.append(styles());
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect width=\"%.0f\" height=\"%.0f\" rx=\"8\" fill=\"#16191d\"/>%n",
            width,
            height));
    for (Shown each : shown) {
      svg.append(text(each));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%.0f\" fill=\"#7d8894\" font-size=\"11\">%s</text>%n</svg>%n",
            MARGIN,
            height - MARGIN / 2.0,
            escaped(caption())));
    return svg.toString();
  }

  private String caption() {
    return "A real run"
        + (emulated ? " without KVM: " : ": ")
        + String.join(", ", notes)
        + "; a command of more than "
        + (int) LONGEST
        + " s is shown faster.";
  }

  /** One animation for each span of time; lines that are there to the end also show without it. */
  private String styles() {
    Map<String, String> rules = new LinkedHashMap<>();
    for (Shown each : shown) {
      rules.put(name(each), keyframes(each));
    }
    return "<style>\n" + rules.values().stream().collect(Collectors.joining()) + "</style>\n";
  }

  private String keyframes(Shown each) {
    String name = name(each);
    String from = percent(each.start);
    boolean last = each.end >= now;
    String end = last ? "" : String.format("%s{opacity:0}", percent(each.end));
    return String.format(
        Locale.ROOT,
        "@keyframes %s{0%%{opacity:0}%s{opacity:1}%s}%n.%s{opacity:%d;animation:%s %.2fs step-end"
            + " infinite}%n",
        name,
        from,
        end,
        name,
        last ? 1 : 0,
        name,
        now);
  }

  private String percent(double seconds) {
    return String.format(Locale.ROOT, "%.2f%%", Math.max(0.01, 100 * seconds / now));
  }

  private static String name(Shown each) {
    return String.format(
        Locale.ROOT, "t%d-%d", Math.round(each.start * 100), Math.round(each.end * 100));
  }

  private static String text(Shown each) {
    String color = each.text.startsWith("$ ") ? "#8fd694" : "#d7dde4";
    return String.format(
        Locale.ROOT,
        "<text xml:space=\"preserve\" class=\"%s\" x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
        name(each),
        MARGIN,
        MARGIN + LINE * (each.row + 1) - 5,
        color,
        escaped(each.text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A line at a place of the screen, and when it was there. */
  private static final class Shown {
    final int row;
    final String text;
    final double start;
    double end;

    Shown(int row, String text, double start, double end) {
      this.row = row;
      this.text = text;
      this.start = start;
      this.end = end;
    }
  }

  /** A terminal that knows lines, carriage return and "erase line"; other controls are skipped. */
  private static final class Screen {
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int column;

    void write(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == 0x1B) {
          i = control(text, i);
        } else if (c == '\n') {
          lines.add(new StringBuilder());
          column = 0;
        } else if (c == '\r') {
          column = 0;
        } else if (c >= ' ') {
          put(c);
        }
      }
    }

    /** A control sequence (ECMA-48) from its ESC on; gives the place of its last character. */
    private int control(String text, int at) {
      int end = at + 1;
      if (end < text.length() && text.charAt(end) == '[') {
        do {
          end++;
        } while (end < text.length() && text.charAt(end) < '@');
        if (end < text.length() && text.charAt(end) == 'K') {
          last().setLength(Math.min(column, last().length()));
        }
      }
      return end;
    }

    private void put(char c) {
      if (column == COLUMNS) {
        lines.add(new StringBuilder());
        column = 0;
      }
      StringBuilder line = last();
      while (line.length() <= column) {
        line.append(' ');
      }
      line.setCharAt(column++, c);
    }

    private StringBuilder last() {
      return lines.get(lines.size() - 1);
    }

    /** The lines that fit. */
    List<String> rows() {
      return lines.subList(Math.max(0, lines.size() - ROWS), lines.size()).stream()
          .map(line -> line.toString().stripTrailing())
          .toList();
    }
  }
}
