package org.boot2docker.image.size;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides a rectangle among weights, each part as near to a square as can be (Bruls, Huizing, van
 * Wijk: Squarified Treemaps, 2000).
 */
final class Treemap {

  /** A rectangle. */
  record Box(double x, double y, double width, double height) {
    double area() {
      return width * height;
    }
  }

  private Treemap() {}

  /**
   * The boxes of weights, in their order.
   *
   * @param weights largest first, none negative; their sum is the whole box
   */
  static List<Box> layout(List<Long> weights, Box box) {
    List<Box> boxes = new ArrayList<>();
    double total = weights.stream().mapToLong(Long::longValue).sum();
    Box free = box;
    int next = 0;
    while (next < weights.size()) {
      double scale = total == 0 ? 0 : free.area() / total;
      int count = rowLength(weights.subList(next, weights.size()), free, scale);
      List<Long> row = weights.subList(next, next + count);
      double sum = row.stream().mapToLong(Long::longValue).sum();
      free = addRow(row, sum * scale, scale, free, boxes);
      total -= sum;
      next += count;
    }
    return boxes;
  }

  /** As many weights as make the worst of them no less square. */
  private static int rowLength(List<Long> weights, Box free, double scale) {
    double side = Math.min(free.width(), free.height());
    double best = Double.MAX_VALUE;
    double sum = 0;
    int count = 0;
    for (long weight : weights) {
      sum += weight * scale;
      double thickness = side == 0 ? 0 : sum / side;
      double first = weights.get(0) * scale;
      double worst = Math.max(ratio(first, thickness), ratio(weight * scale, thickness));
      if (count > 0 && worst > best) {
        break;
      }
      best = worst;
      count++;
    }
    return count;
  }

  private static double ratio(double area, double thickness) {
    if (area == 0 || thickness == 0) {
      return Double.MAX_VALUE;
    }
    double length = area / thickness;
    return Math.max(length / thickness, thickness / length);
  }

  /** Lays a row along the shorter side; gives what is left free. */
  private static Box addRow(List<Long> row, double area, double scale, Box free, List<Box> boxes) {
    boolean wide = free.width() >= free.height();
    double side = wide ? free.height() : free.width();
    double thickness = side == 0 ? 0 : area / side;
    double at = wide ? free.y() : free.x();
    for (long weight : row) {
      double length = thickness == 0 ? 0 : weight * scale / thickness;
      boxes.add(
          wide
              ? new Box(free.x(), at, thickness, length)
              : new Box(at, free.y(), length, thickness));
      at += length;
    }
    return wide
        ? new Box(free.x() + thickness, free.y(), free.width() - thickness, free.height())
        : new Box(free.x(), free.y() + thickness, free.width(), free.height() - thickness);
  }
}
