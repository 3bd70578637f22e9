package org.boot2docker.cli.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.contract.LogPhrases;
import org.boot2docker.machine.model.MachineException;

/**
 * What one boot wrote to its console for us.
 *
 * @param answered milliseconds from the kernel's start to the answer of {@code docker version}
 * @param reached milliseconds to each event, in the order of time
 * @param started milliseconds to the start of each service, by its name
 * @param memoryKiB total, available, used by programs and kernel, in the file system in RAM
 */
public record Boot(
    double answered,
    Map<String, Double> reached,
    Map<String, Double> started,
    Map<String, Long> memoryKiB) {

  /** The file system in RAM is being unpacked. */
  public static final String UNPACKING = "unpacking";

  /** The file system in RAM is unpacked. */
  public static final String UNPACKED = "unpacked";

  /** Docker's API answers. */
  public static final String DOCKER = "docker";

  /** What {@link Probe} and bench/peer end with. */
  private static final Pattern MEMORY = Pattern.compile("bench: memory (\\d+) (\\d+) (\\d+) end");

  private static final String ANSWERS = "docker version";

  private static final Pattern KERNEL = Pattern.compile("bench: \\[ *(\\d+\\.\\d+)\\] (.*)");
  private static final Pattern REACHED = Pattern.compile(LogPhrases.REACHED);
  private static final Pattern STARTED = Pattern.compile(LogPhrases.STARTED);

  /** Whether a console holds all that there is to come. */
  public static boolean isWhole(String console) {
    return MEMORY.matcher(console).find();
  }

  /**
   * Reads a console.
   *
   * @throws MachineException when it is not complete
   */
  public static Boot parse(String console) throws MachineException {
    Matcher numbers = MEMORY.matcher(console);
    Map<String, Double> reached = new LinkedHashMap<>();
    Map<String, Double> started = new LinkedHashMap<>();
    for (Matcher line = KERNEL.matcher(console); line.find(); ) {
      note(milliseconds(line.group(1)), line.group(2), reached, started);
    }
    Double answered = reached.get(ANSWERS);
    if (!numbers.find() || answered == null) {
      throw new MachineException("the console does not say when Docker answered");
    }
    long total = Long.parseLong(numbers.group(1));
    long available = Long.parseLong(numbers.group(2));
    long files = Long.parseLong(numbers.group(3));
    Map<String, Long> memory = new LinkedHashMap<>();
    memory.put("total", total);
    memory.put("available", available);
    memory.put("ram file system", files);
    memory.put("programs and kernel", total - available - files);
    return new Boot(answered, sorted(reached), started, memory);
  }

  /** A time for people, in seconds; where instructions were counted, millions of them. */
  static String text(double time, boolean counted) {
    return counted
        ? String.format(Locale.ROOT, "%.0f million instructions", time)
        : String.format(Locale.ROOT, "%.2f s", time / 1000);
  }

  /** Exactly what was written: microseconds. */
  private static double milliseconds(String seconds) {
    return Math.round(Double.parseDouble(seconds) * 1e6) / 1e3;
  }

  private static void note(
      double time, String text, Map<String, Double> reached, Map<String, Double> started) {
    Matcher milestone = REACHED.matcher(text);
    Matcher start = STARTED.matcher(text);
    if (milestone.find()) {
      // What init notes late, such as its own start, has the right time in the text.
      double said = Double.parseDouble(milestone.group(2));
      reached.putIfAbsent(milestone.group(1), Math.abs(said - time) < 2 ? time : said);
    } else if (start.find()) {
      started.putIfAbsent(start.group(1), time);
    } else if (text.startsWith("bench: docker is up")) {
      reached.put(DOCKER, time);
    } else if (text.startsWith("bench: docker answers")) {
      reached.put(ANSWERS, time);
    } else if (text.contains("unpack rootfs image")) {
      reached.put(UNPACKING, time);
    } else if (text.contains("Freeing initrd memory")) {
      reached.put(UNPACKED, time);
    }
  }

  private static Map<String, Double> sorted(Map<String, Double> times) {
    Map<String, Double> sorted = new LinkedHashMap<>();
    times.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(event -> sorted.put(event.getKey(), event.getValue()));
    return sorted;
  }

  /** When an event was reached. */
  public Optional<Double> at(String event) {
    return Optional.ofNullable(reached.get(event));
  }

  /** Memory that cannot be had any more, in KiB. */
  public long usedKiB() {
    return memoryKiB.getOrDefault("total", 0L) - memoryKiB.getOrDefault("available", 0L);
  }
}
