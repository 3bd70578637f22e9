package org.boot2docker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineLock;
import org.boot2docker.machine.upgrade.KeptImages;
import org.boot2docker.machine.upgrade.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Upgrades a real QEMU with a guest of one boot sector, which never has a Docker. */
@Execution(ExecutionMode.CONCURRENT)
class UpgradeTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir private Path folder;

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private Path home = Path.of("unset");
  private Path before = Path.of("unset");
  private Path after = Path.of("unset");
  private Machine machine;
  private Upgrade upgrade;

  @BeforeEach
  void start() throws IOException {
    // QEMU's options separate by commas.
    home = Files.createDirectory(folder.resolve("a, ü"));
    before = TinyGuest.writeTo(home.resolve("before ü.img"));
    after = TinyGuest.writeTo(home.resolve("after.img"));
    byte[] other = Files.readAllBytes(after);
    other[other.length - 1] = 1;
    Files.write(after, other);
    environment.put("BOOT2DOCKER_HOME", home.toString());
    environment.put("DOCKER_CONFIG", home.resolve("docker").toString());
    machine = Machine.named("default", environment);
    upgrade = new Upgrade(machine, environment, said::add);
    up(tiny());
  }

  @AfterEach
  void stop() throws IOException {
    machine.stop(Duration.ZERO, Progress.SILENT);
  }

  private Settings tiny() {
    return Settings.none()
        .with(Setting.ISO, before.toString())
        .with(Setting.USB)
        .with(Setting.NO_DISK)
        .with(Setting.MEMORY, "128")
        .with(Setting.ACCELERATOR, "tcg");
  }

  private void up(Settings settings) throws IOException {
    machine.up(
        new UpRequest(
            settings,
            false,
            false,
            false,
            false,
            all -> Path.of(all.one(Setting.ISO).orElse(before.toString()))),
        said::add);
  }

  private void upgradeTo(Path image) throws IOException {
    upgrade.run((now, folder) -> image, SHORT, Duration.ZERO);
  }

  private String running() throws IOException {
    assertThat(machine.isRunning()).isTrue();
    return MachineConfig.read(machine.directory()).image();
  }

  private List<Path> images() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("images"))) {
      return files.filter(file -> file.toString().endsWith(".iso")).toList();
    }
  }

  @Test
  void aMachineWhoseNewImageHasNoDockerGoesBack() throws IOException {
    assertThatThrownBy(() -> upgradeTo(after))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll(after.toString(), "did not bring Docker up", "SSH server")
        .hasMessageContaining("going back to " + before + " failed");

    assertThat(running()).isEqualTo(before.toString());
    assertThat(machine.settings().one(Setting.ISO)).contains(before.toString());
    assertThat(Trial.read(machine.directory())).isEmpty();
    assertThat(machine.directory().path().resolve("upgrade")).doesNotExist();
    assertThat(images()).singleElement().satisfies(image -> same(image, before));
    assertThat(Upgrade.prune(environment)).isEqualTo(Files.size(before));
    assertThat(images()).isEmpty();
  }

  private static void same(Path one, Path other) throws IOException {
    assertThat(Files.mismatch(one, other)).isEqualTo(-1);
  }

  @Test
  void anImageThatWasReplacedMeanwhileComesBackFromItsCopy() throws IOException {
    assertThatThrownBy(
            () ->
                upgrade.run(
                    (now, folder) -> Files.copy(after, folder.resolve("new.img")),
                    SHORT,
                    Duration.ZERO))
        .hasMessageContaining(home.resolve("images").toString());
    assertThat(running()).isEqualTo(before.toString());

    interruptUpgrade();
    Files.copy(after, before, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    up(Settings.none());

    assertThat(Path.of(running())).hasParent(home.resolve("images"));
    assertThat(machine.settings().one(Setting.ISO)).contains(running());
    assertThat(Upgrade.prune(environment)).as("the other one").isEqualTo(Files.size(after));
  }

  /** As when it is killed while the new image boots. */
  private void interruptUpgrade() throws IOException {
    machine.stop(Duration.ZERO, said::add);
    Path kept;
    try (KeptImages store = KeptImages.open(home)) {
      kept = store.copy(before);
    }
    machine.keep(before -> before.with(Setting.ISO, after.toString()), said::add);
    new Trial(before.toString(), before.toString(), kept.toString(), after.toString(), false)
        .write(machine.directory());
  }

  @Test
  void theNextUpAfterAnUpgradeThatWasKilledGoesBack() throws IOException {
    interruptUpgrade();

    up(Settings.none());

    assertThat(running()).isEqualTo(before.toString());
    assertThat(said)
        .contains("the upgrade to %s was interrupted: going back to %s".formatted(after, before));
    assertThat(Trial.read(machine.directory())).isEmpty();
  }

  @Test
  void whoNamesAnImageAfterAnInterruptedUpgradeGetsIt() throws IOException {
    interruptUpgrade();

    up(Settings.none().with(Setting.ISO, after.toString()));

    assertThat(running()).isEqualTo(after.toString());
    assertThatThrownBy(() -> upgrade.awaitDocker(SHORT)).hasMessageContaining("going back to");
    assertThat(running()).isEqualTo(before.toString());
  }

  @Test
  void aSavedMachineIsResumedAndShutDown() throws IOException {
    machine.console().await("tiny guest", Duration.ofSeconds(60));
    machine.save(said::add);

    assertThatThrownBy(() -> upgradeTo(after));

    assertThat(said)
        .contains("machine default is saved: resuming it with its image, to shut it down")
        .contains("machine default has no disk: its containers and images end now");
    assertThat(running()).isEqualTo(before.toString());
  }

  @Test
  void whatCannotBeBootedOrIsTheSameLeavesTheMachineAlone() throws IOException {
    long process = machine.status().pid();
    Path text = Files.writeString(home.resolve("text"), "no image");

    assertThatThrownBy(() -> upgradeTo(text)).hasMessageContaining("neither an ISO image nor");
    assertThat(upgrade.run((now, folder) -> now, SHORT, SHORT)).isEmpty();
    FileTime written = Files.getLastModifiedTime(before);
    Files.setLastModifiedTime(before, FileTime.from(Instant.now().plusSeconds(60)));
    assertThatThrownBy(() -> upgrade.run((now, folder) -> now, SHORT, SHORT))
        .hasMessageContaining("boot2docker restart default");
    Files.setLastModifiedTime(before, written);
    assertThatThrownBy(upgrade::former).hasMessageContaining("was not upgraded");
    try (MachineLock held = MachineLock.tryLock(machine.directory().upgradeLock()).orElseThrow()) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> upgradeTo(after)).hasMessageContaining("another upgrade");
    }
    Path share = Files.createDirectory(home.resolve("share"));
    machine.keep(settings -> settings.with(Setting.SHARE, share.toString()), line -> {});
    Files.delete(share);
    assertThatThrownBy(() -> upgradeTo(after))
        .as("what neither image could start with")
        .hasMessageContaining("shared folder " + share);
    machine.keep(settings -> settings.without(Setting.SHARE), line -> {});
    Files.delete(before);
    assertThatThrownBy(() -> upgradeTo(after)).hasMessageContaining("no way back");

    assertThat(machine.status().pid()).isEqualTo(process);
  }
}
