package org.boot2docker.image.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.boot2docker.image.size.Treemap.Box;
import org.junit.jupiter.api.Test;

class TreemapTest {
  private static final Box WHOLE = new Box(10, 20, 600, 400);

  @Test
  void areasAreInProportionAndFillTheWhole() {
    List<Long> weights = List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L);
    List<Box> boxes = Treemap.layout(weights, WHOLE);
    for (int i = 0; i < boxes.size(); i++) {
      assertThat(boxes.get(i).area()).isCloseTo(weights.get(i) * 10_000.0, within(0.01));
    }
    assertThat(boxes.stream().mapToDouble(Box::area).sum()).isCloseTo(WHOLE.area(), within(0.01));
  }

  @Test
  void theExampleOfThePaperComesOutAsInThePaper() {
    List<Box> boxes = Treemap.layout(List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L), new Box(0, 0, 6, 4));
    assertBox(boxes.get(0), new Box(0, 0, 3, 2));
    assertBox(boxes.get(1), new Box(0, 2, 3, 2));
    assertBox(boxes.get(2), new Box(3, 0, 12 / 7.0, 7 / 3.0));
  }

  @Test
  void boxesDoNotOverlap() {
    List<Box> boxes = Treemap.layout(List.of(50L, 20L, 10L, 10L, 5L, 5L, 1L, 1L, 0L), WHOLE);
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = i + 1; j < boxes.size(); j++) {
        assertThat(overlap(boxes.get(i), boxes.get(j))).isLessThan(0.001);
      }
    }
  }

  @Test
  void nothingGivesNoBoxes() {
    assertThat(Treemap.layout(List.of(), WHOLE)).isEmpty();
    assertThat(Treemap.layout(List.of(0L, 0L), WHOLE)).hasSize(2);
  }

  private static void assertBox(Box actual, Box expected) {
    assertThat(actual.x()).isCloseTo(expected.x(), within(1e-9));
    assertThat(actual.y()).isCloseTo(expected.y(), within(1e-9));
    assertThat(actual.width()).isCloseTo(expected.width(), within(1e-9));
    assertThat(actual.height()).isCloseTo(expected.height(), within(1e-9));
  }

  private static double overlap(Box a, Box b) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    return Math.max(0, width) * Math.max(0, height);
  }
}
