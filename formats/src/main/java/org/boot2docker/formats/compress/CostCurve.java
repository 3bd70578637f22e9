package org.boot2docker.formats.compress;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many compressed bytes the output up to a place has cost. Between two known places the cost
 * grows evenly. Since ranges that touch share a place, the costs of all parts sum up exactly to the
 * compressed size.
 */
public final class CostCurve {
  private final TreeMap<Long, Long> points = new TreeMap<>(Map.of(0L, 0L));

  CostCurve() {}

  /** Notes a place, unless it is known already. */
  void add(long output, long input) {
    points.putIfAbsent(output, input);
  }

  /** Notes the end, with all that follows the last output. */
  void end(long output, long input) {
    points.put(output, input);
  }

  /** The compressed size. */
  public long total() {
    return points.lastEntry().getValue();
  }

  /** What a range of the output cost, in whole bytes. */
  public long cost(long from, long to) {
    return at(to) - at(from);
  }

  private long at(long place) {
    Map.Entry<Long, Long> below = points.floorEntry(place);
    Map.Entry<Long, Long> above = points.ceilingEntry(place);
    if (below == null || above == null) {
      throw new IllegalArgumentException("the output has no place " + place);
    }
    long width = above.getKey() - below.getKey();
    long cost = above.getValue() - below.getValue();
    return width == 0
        ? below.getValue()
        : below.getValue() + cost * (place - below.getKey()) / width;
  }
}
