package org.boot2docker.cli.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * How a number came out in several boots.
 *
 * @param median the middle one; of an even count the lower of both in the middle
 * @param least the smallest
 * @param most the largest
 */
public record Spread(double median, double least, double most) {

  /**
   * Of numbers in any order.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Spread of(Collection<? extends Number> numbers) {
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("no numbers, so no median");
    }
    List<Double> sorted = new ArrayList<>();
    numbers.forEach(number -> sorted.add(number.doubleValue()));
    Collections.sort(sorted);
    return new Spread(
        sorted.get((sorted.size() - 1) / 2), sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
