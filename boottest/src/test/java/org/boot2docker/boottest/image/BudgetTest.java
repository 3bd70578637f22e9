package org.boot2docker.boottest.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the image costs, against distro/budget.json; docs/boot.md says how its numbers are changed.
 */
@ExtendWith(LabExtension.class)
class BudgetTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void imageIsNoLargerThanItsBudgetAndNotMuchSmaller(BuiltImage image) throws IOException {
    check("isoBytes", Files.size(image.iso()), image);
  }

  @Test
  void bootTakesNoMoreInstructionsThanItsBudgetAndNotManyFewer(Lab lab) throws IOException {
    BuiltImage image = lab.image();
    // It has a guest of its own, and two are too much for a small machine.
    lab.close();
    String report =
        Cli.in(directory)
            .with("BOOT2DOCKER_HOME", directory.toString())
            .run("bench", "--icount", "--json", "--iso", image.iso().toString())
            .succeeded()
            .out();

    JsonNode docker = JSON.readTree(report).at("/results/0/events/docker/median");
    assertThat(docker.isNumber()).as("the event docker in %s", report).isTrue();
    check("millionInstructionsToDocker", docker.asDouble(), image);
  }

  private static void check(String what, double measured, BuiltImage image) throws IOException {
    Path file = BuiltImage.distribution().resolve("budget.json");
    JsonNode budget = JSON.readTree(Files.readAllBytes(file));
    assumeThat(image.manifest().architecture())
        .as("%s has numbers of one architecture", file)
        .isEqualTo(budget.path("architecture").asText());
    double tolerance = budget.path("tolerancePercent").path(what).asDouble() / 100;
    JsonNode number = budget.path("profiles").path(image.manifest().profile()).path(what);
    assertThat(number.isNumber())
        .as("%s has %s of profile %s", file, what, image.manifest().profile())
        .isTrue();
    double expected = number.asDouble();
    System.out.printf("%s: %.0f, in the budget %.0f%n", what, measured, expected);
    assertThat(measured)
        .as("%s; when that is meant, write the new number into %s", what, file)
        .isBetween(expected * (1 - 2 * tolerance), expected * (1 + tolerance));
  }
}
