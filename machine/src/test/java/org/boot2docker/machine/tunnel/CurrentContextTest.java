package org.boot2docker.machine.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentContextTest {
  @TempDir private Path folder;
  private Path config = Path.of("unset");

  @BeforeEach
  void name() {
    config = folder.resolve("config.json");
  }

  private MachineDirectory directory(String home) throws IOException {
    return new MachineDirectory(folder.resolve(home).resolve("machines/default"));
  }

  private CurrentContext current(String home) throws IOException {
    MachineDirectory directory = directory(home);
    directory.create();
    DockerContext context =
        new DockerContext(directory, Map.of("DOCKER_CONFIG", folder.toString()));
    context.write();
    return context.current();
  }

  private String now() throws IOException {
    return Json.parse(Files.readString(config)).path("currentContext").asText("none");
  }

  private void addContext(String name) throws IOException {
    Path meta = new DockerFolder(folder).meta(name);
    Files.createDirectories(meta.getParent());
    Files.writeString(meta, "{\"Name\":\"" + name + "\"}");
  }

  @Test
  void isUsedAndSetBackToNone() throws IOException {
    current("one").use();
    assertThat(now()).startsWith("boot2docker+");
    assertThat(current("one").isOurs()).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
        .isEqualTo("rw-------");

    current("one").use();
    current("one").restore();
    assertThat(now()).isEqualTo("none");
  }

  @Test
  void whatElseIsInDockersFileStaysAndSoDoesALink() throws IOException {
    Path real = folder.resolve("dotfiles.json");
    String before =
        "{\"zeta\":1,\"auths\":{\"r\":{\"auth\":\"x\"}},\"currentContext\":\"prod\",\"b\":[2.50]}";
    Files.writeString(real, before);
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(config, real);
    addContext("prod");

    current("one").use();
    current("one").restore();

    assertThat(config).isSymbolicLink();
    assertThat(Json.parse(Files.readString(real))).isEqualTo(Json.parse(before));
    assertThat(Files.readString(real).indexOf("zeta")).isLessThan(8);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aContextThatIsGoneIsNotSetBackTo() throws IOException {
    Files.writeString(config, "{\"currentContext\":\"gone\"}");
    current("one").use();
    current("one").restore();
    assertThat(now()).isEqualTo("none");
  }

  @Test
  void whatSomebodyElseHasChosenSinceStays() throws IOException {
    addContext("other");
    current("one").use();
    Files.writeString(config, "{\"currentContext\":\"other\"}");

    current("one").restore();

    assertThat(now()).isEqualTo("other");
    assertThat(current("one").isUsed()).isFalse();
  }

  @Test
  void oneOfAMachineThatIsStoppedIsNotSetBackTo() throws IOException {
    current("one").use();
    current("two").use();
    current("one").restore();
    current("two").restore();
    assertThat(now()).isEqualTo("none");
  }

  @Test
  void twoHomesGiveItBackToEachOther() throws IOException {
    current("one").use();
    Files.createFile(directory("one").dockerSocket());
    String one = now();
    current("two").use();
    assertThat(now()).isNotEqualTo(one);
    current("two").restore();
    assertThat(now()).isEqualTo(one);
    current("one").restore();
    assertThat(now()).isEqualTo("none");
  }

  @Test
  void oneThatIsDeletedIsLeftAlsoWhenTheUserChoseIt() throws IOException {
    current("one").use();
    String chosen = now();
    current("one").restore();
    Files.writeString(config, "{\"currentContext\":\"" + chosen + "\"}");
    current("one").restore();
    assertThat(now()).isEqualTo(chosen);
    current("one").leave();
    assertThat(now()).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "{\"auths\": {", "[]", "{} {"})
  void aDamagedFileStaysAsItIsAndIsSaid(String text) throws IOException {
    Files.writeString(config, text);

    assertThatThrownBy(() -> current("one").use())
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll(config + " is damaged", ": correct the file");

    assertThat(config).hasContent(text);
    assertThat(current("one").isUsed()).isFalse();
  }
}
