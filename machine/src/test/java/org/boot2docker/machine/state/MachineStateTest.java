package org.boot2docker.machine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineStateTest {
  @TempDir private Path folder;

  private MachineDirectory directory() throws Exception {
    MachineDirectory directory =
        MachineDirectory.of("default", Map.of("BOOT2DOCKER_HOME", folder.toString()));
    directory.create();
    return directory;
  }

  @Test
  void livesInTheHomeThatIsSetOrInTheUsers() throws Exception {
    assertThat(directory().path()).isEqualTo(folder.resolve("machines/default"));
    assertThat(MachineDirectory.of("two", Map.of()).path())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".boot2docker/machines/two"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "-x", "a b", ".hidden", "ü"})
  void refusesNamesThatAreNoNames(String name) {
    assertThatThrownBy(() -> MachineDirectory.of(name, Map.of()))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void refusesAFolderTooLongForSockets() throws Exception {
    MachineDirectory deep =
        MachineDirectory.of(
            "default", Map.of("BOOT2DOCKER_HOME", folder.resolve("x".repeat(100)).toString()));

    assertThatThrownBy(deep::create)
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("too long")
        .hasMessageContaining("set BOOT2DOCKER_HOME");
  }

  @Test
  void saysWhichFolderCanNotBeMade() throws Exception {
    Files.writeString(folder.resolve("file"), "");
    MachineDirectory below =
        MachineDirectory.of(
            "default", Map.of("BOOT2DOCKER_HOME", folder.resolve("file").toString()));

    assertThatThrownBy(below::create).hasMessageContaining("folder");
  }

  @Test
  void saysWhoseFolderItIs() throws Exception {
    MachineDirectory directory = new MachineDirectory(folder.resolve("machines/default"));
    directory.create();
    String owner = Files.getOwner(directory.path()).getName();

    directory.requireOwn(owner);
    directory.requireOwn("root");
    assertThatThrownBy(() -> directory.requireOwn("nobody-else"))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll(
            directory.path() + " belongs to " + owner, "nobody-else", "BOOT2DOCKER_HOME");
  }

  @Test
  void remembersItsSettings() throws Exception {
    MachineConfig config =
        new MachineConfig(2022, "/a.iso", "amd64", "/d.img", "/s:/s", "tcg", "10.0.2", 5);
    config.write(directory());

    assertThat(MachineConfig.read(directory())).isEqualTo(config);
    assertThat(config.hasDisk()).isTrue();
  }

  @Test
  void aMachineNeverStartedHasInitialSettings() throws Exception {
    assertThat(MachineConfig.read(directory())).isEqualTo(MachineConfig.initial());
  }

  @Test
  void readsSettingsOfOtherVersionsOfThisProgram() throws Exception {
    Files.writeString(directory().config(), "{\"sshPort\": 2022, \"future\": [1]}");

    assertThat(MachineConfig.read(directory()))
        .isEqualTo(new MachineConfig(2022, "", "", "", "", "", "", 0));
  }

  @Test
  void namesTheLineOfDamagedSettings() throws Exception {
    Files.writeString(directory().config(), "{\n\"sshPort\": x}");

    assertThatThrownBy(() -> MachineConfig.read(directory()))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("config.json, line 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "",
        "{\"sshPort\": 65536}",
        "{\"sshPort\": -1}",
        "{\"sshPort\": 99999999999}",
        "{\"sshPort\": \"x\"}",
        "{\"startedAt\": 9223372036854775807}",
        "{\"startedAt\": -5}",
        "{\"accelerator\": \"vmx\"}",
        "{\"image\": \"a\\u0000b\"}",
        "{\"image\": {}}"
      })
  void namesTheFileThatIsDamagedAndHowToGoOn(String text) throws Exception {
    Files.writeString(directory().config(), text);

    assertThatThrownBy(() -> MachineConfig.read(directory()))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll(directory().config().toString(), "damaged", "delete the file");
  }

  @Test
  void aLockKeepsOthersOutUntilItIsClosed() throws Exception {
    Optional<MachineLock> first = MachineLock.tryLock(directory().lock());

    assertThat(first).isPresent();
    assertThat(MachineLock.tryLock(directory().lock())).isEmpty();
    first.orElseThrow().close();
    try (MachineLock again = MachineLock.await(directory(), "up", Progress.SILENT)) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void findsAProcessOnlyWhenItCarriesTheMark() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "61.5").start();
    try {
      Path file = Files.writeString(folder.resolve("pid"), sleep.pid() + "\n");

      assertThat(OwnedProcess.find(file, "61.5").map(ProcessHandle::pid)).contains(sleep.pid());
      assertThat(OwnedProcess.find(file, "another")).isEmpty();
    } finally {
      sleep.destroyForcibly();
      sleep.waitFor();
    }
    assertThat(OwnedProcess.find(folder.resolve("pid"), "61.5")).isEmpty();
    assertThat(OwnedProcess.find(folder.resolve("none"), "61.5")).isEmpty();
  }

  @Test
  void saysWhichPidFileIsDamaged() throws Exception {
    Path file = Files.writeString(folder.resolve("pid"), "soon\n");

    assertThatThrownBy(() -> OwnedProcess.find(file, "x"))
        .hasMessageContainingAll(file.toString(), "process id");
  }
}
