package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootBudgetTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    write(
        "{\"architecture\": \"amd64\", \"profiles\": {\"p\": {\"millionInstructionsToDocker\": 7}}}");
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("budget.json"), text);
  }

  private long budget(List<Path> additions, String profile, Architecture architecture)
      throws IOException {
    return BootBudget.millionInstructions(folder, additions, profile, architecture);
  }

  @Test
  void aBudgetIsOfOneArchitectureAndDescription() throws IOException {
    assertThat(budget(List.of(), "p", Architecture.AMD64)).isEqualTo(7);
    assertThat(budget(List.of(), "p", Architecture.ARM64)).isZero();
    assertThat(budget(List.of(folder), "p", Architecture.AMD64)).isZero();
    assertThat(budget(List.of(), "q", Architecture.AMD64)).isZero();
  }

  @Test
  void withoutOneNothingIsSaid() throws IOException {
    Files.delete(folder.resolve("budget.json"));
    assertThat(budget(List.of(), "p", Architecture.AMD64)).isZero();
  }

  @Test
  void aBudgetThatIsNoJsonIsNamed() throws IOException {
    write("{");
    assertThatThrownBy(() -> budget(List.of(), "p", Architecture.AMD64))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(folder.resolve("budget.json").toString());
  }
}
