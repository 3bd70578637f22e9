package org.boot2docker.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All boots of one system together.
 *
 * @param name for people
 * @param bytes size of what has to be downloaded
 * @param answered milliseconds, or millions of instructions, until {@code docker version} answered
 * @param events the same for every event, in the order of their medians
 * @param memoryKiB the guest's memory when Docker had answered
 * @param usedKiB how much of it cannot be had any more
 */
public record Result(
    String name,
    long bytes,
    Spread answered,
    Map<String, Spread> events,
    Map<String, Spread> memoryKiB,
    Spread usedKiB) {

  /** Of at least one boot. */
  public static Result of(Contender contender, List<Boot> boots) {
    return new Result(
        contender.name(),
        contender.bytes(),
        Spread.of(boots.stream().map(Boot::answered).toList()),
        sorted(spreads(boots, Boot::reached)),
        spreads(boots, Boot::memoryKiB),
        Spread.of(boots.stream().map(Boot::usedKiB).toList()));
  }

  /** The boot in the middle. */
  public static Boot typical(List<Boot> boots) {
    List<Boot> sorted = new ArrayList<>(boots);
    sorted.sort(Comparator.comparingDouble(Boot::answered));
    return sorted.get((sorted.size() - 1) / 2);
  }

  private static <N extends Number> Map<String, Spread> spreads(
      List<Boot> boots, Function<Boot, Map<String, N>> numbers) {
    Map<String, List<N>> lists = new LinkedHashMap<>();
    for (Boot boot : boots) {
      numbers
          .apply(boot)
          .forEach((key, value) -> lists.computeIfAbsent(key, k -> new ArrayList<>()).add(value));
    }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    lists.forEach((key, values) -> spreads.put(key, Spread.of(values)));
    return spreads;
  }

  private static Map<String, Spread> sorted(Map<String, Spread> events) {
    Map<String, Spread> sorted = new LinkedHashMap<>();
    events.entrySet().stream()
        .sorted(Comparator.comparingDouble(event -> event.getValue().median()))
        .forEach(event -> sorted.put(event.getKey(), event.getValue()));
    return sorted;
  }
}
