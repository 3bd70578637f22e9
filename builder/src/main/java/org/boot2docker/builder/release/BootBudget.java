package org.boot2docker.builder.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;

/** What a boot may cost, by {@code budget.json} beside the description: nobody measured it here. */
final class BootBudget {
  private static final String FILE = "budget.json";
  private static final int MOST_BYTES = 1 << 20;

  private BootBudget() {}

  /**
   * Millions of instructions until Docker answers.
   *
   * @param distribution folder of the description
   * @param additions other descriptions that are laid over it: the budget doesn't know their costs
   * @return 0 when the budget says nothing of such an image
   */
  static long millionInstructions(
      Path distribution, List<Path> additions, String profile, Architecture architecture)
      throws IOException {
    Path file = distribution.resolve(FILE);
    if (!additions.isEmpty() || !Files.exists(file)) {
      return 0;
    }
    JsonNode budget;
    try {
      budget = Json.parse(InputFile.text(file, MOST_BYTES));
    } catch (JsonProcessingException e) {
      throw new BuildException(
          file + " can't be read (" + Json.reasonOf(e) + "): mend it, or delete it", e);
    }
    // Another architecture takes another number of instructions for the same work.
    return budget.path("architecture").asText().equals(architecture.debianName())
        ? budget.path("profiles").path(profile).path("millionInstructionsToDocker").asLong()
        : 0;
  }
}
