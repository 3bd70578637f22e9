package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.boot2docker.builder.step.BuildException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildOptionsTest {
  @Test
  void theRegistryOfTheEnvironmentCountsForCommandsWithoutTheOption() {
    assertThat(BuildOptions.registry(Map.of("BOOT2DOCKER_REGISTRY", "registry.example:5000")))
        .contains("registry.example:5000");
    assertThat(BuildOptions.registry(Map.of("BOOT2DOCKER_REGISTRY", " "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://host", "my host", "host/path", "host:x", ""})
  void whatIsNoHostIsSaid(String registry) {
    ContainerOptions options = new ContainerOptions();
    options.registry = registry;
    assertThatThrownBy(options::spec)
        .isInstanceOf(BuildException.class)
        .hasMessageStartingWith("'" + registry + "' of --registry")
        .hasMessageContaining("is no registry: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--secure-boot-key", "--secure-boot-certificate"})
  void aKeyWithoutCertificateAndTheReverseAreRefusedBeforeAnythingIsBuilt(String option) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8));

    assertThat(Main.run(terminal, "build", "--distro", "../distro", option, "file")).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("go together: give both");
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
