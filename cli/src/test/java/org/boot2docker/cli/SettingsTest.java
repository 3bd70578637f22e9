package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.machine.settings.ConfigKey;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** A setting of a machine has parts in several places: none of them is forgotten. */
class SettingsTest {
  private static final Path MANUAL = Path.of("../docs/machine.md");

  @ParameterizedTest
  @EnumSource
  void everySettingIsAnOptionOfUp(Setting setting) {
    CommandLine up = Commands.all(new Terminal(System.out, System.err)).getSubcommands().get("up");
    assertThat(up.getCommandSpec().findOption(setting.option())).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void everySettingIsKeptInTheFile(Setting setting) {
    Settings chosen = Settings.none().with(setting, setting.isFlag() ? List.of() : List.of("x"));
    assertThat(Arrays.stream(ConfigKey.values()).filter(key -> !key.of(chosen).isEmpty()))
        .as("keys of machine.yaml")
        .hasSize(1);
  }

  @Test
  void theManualHasEveryKey() throws IOException {
    String manual = Files.readString(MANUAL);
    assertThat(ConfigKey.names())
        .isNotEmpty()
        .allSatisfy(key -> assertThat(manual).contains("| `" + key + "` |"));
  }
}
