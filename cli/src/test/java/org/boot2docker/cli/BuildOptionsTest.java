package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.step.BuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildOptionsTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("BOOT2DOCKER_REGISTRY", "registry.example:5000");

  private static ContainersSpec asked(String registry) {
    return new ContainersSpec(List.of(), Optional.empty(), Optional.of(registry));
  }

  @Test
  void theRegistryOfTheEnvironmentCountsForCommandsWithoutTheOption() throws IOException {
    assertThat(BuildOptions.withRegistry(ContainersSpec.NONE, ENVIRONMENT).registry())
        .contains("registry.example:5000");
    assertThat(BuildOptions.withRegistry(asked("[::1]:5000"), ENVIRONMENT).registry())
        .contains("[::1]:5000");
    assertThat(
            BuildOptions.withRegistry(ContainersSpec.NONE, Map.of("BOOT2DOCKER_REGISTRY", " "))
                .registry())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://host", "my host", "host/path", "host:x", ""})
  void whatIsNoHostIsSaid(String registry) {
    assertThatThrownBy(() -> BuildOptions.withRegistry(asked(registry), Map.of()))
        .isInstanceOf(BuildException.class)
        .hasMessageStartingWith("'" + registry + "' of --registry")
        .hasMessageContaining("is no registry: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "257", "300", "-1"})
  void aNumberOfThreadsThatNoCompressionTakesIsAUsageError(String workers) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8));

    assertThat(Main.run(terminal, "release", "out", "--workers", workers)).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("--workers " + workers + " is no number of threads: ");
  }
}
