package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.StopOutcome;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A guest that is saved goes on with its containers, and its disk stays whole whatever happens. */
@Tag("nightly")
@Order(51)
@ExtendWith(LabExtension.class)
class SavedGuestTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int KILLS = 3;

  @TempDir private Path directory;

  @Test
  void containersGoOnAfterASaveAndDataIsWholeAfterOneThatWasKilled(Lab lab) throws Exception {
    DiskImage data = DiskImage.whole(directory.resolve("data.img"));
    int port = HostServer.freePort();
    MachineSpec.Builder spec =
        lab.image().machine().disk(DataDisk.raw(data.file())).forward(port, 8080);
    Guest guest = lab.boot("saved", spec);
    Machine machine = guest.machine();
    guest.awaitDocker();
    BusyboxImage.load(guest, directory);
    guest.run(
        "docker run -d --name web -p 8080:80 -v shelf:/www "
            + BusyboxImage.NAME
            + " sh -c 'echo page > /www/index.html; exec httpd -f -p 80 -h /www'");
    awaitPage(port);
    String before = identity(guest);

    assertThat(machine.save(Progress.SILENT)).isTrue();
    assertThat(machine.isRunning()).isFalse();
    Pause.seconds(5);
    resume(guest);

    assertThat(identity(guest)).as("boot and container").isEqualTo(before);
    awaitPage(port);
    assertThat(machine.awaitDocker(SOON, Progress.SILENT)).isNotEmpty();
    assertClock(guest);
    guest.run("docker exec web sh -c 'echo after > /www/after'; sync");

    killedSaves(guest, spec.build());

    assertThat(guest.run("docker run --rm -v shelf:/s " + BusyboxImage.NAME + " cat /s/after"))
        .isEqualTo("after\n");
    aStateIsNotResumedOverAChangedDisk(guest, data, spec.build());
    assertThat(guest.stop()).isEqualTo(StopOutcome.CLEAN);
    assertThat(data.superblock())
        .contains("Filesystem state:         clean")
        .doesNotContain("needs_recovery");
    data.check().succeeded();
  }

  private static String identity(Guest guest) throws IOException {
    return guest.run(
        "cat /proc/sys/kernel/random/boot_id; docker inspect -f '{{.Id}} {{.State.StartedAt}}'"
            + " web");
  }

  private static void resume(Guest guest) throws IOException {
    Instant start = Instant.now();
    assertThat(guest.machine().resume(System.out::println)).isTrue();
    System.out.printf(
        "saved: resumed after %d ms%n", Duration.between(start, Instant.now()).toMillis());
  }

  /** Between two readings of the host's clock. */
  private static void assertClock(Guest guest) throws IOException {
    long earliest = Instant.now().getEpochSecond();
    long there = Long.parseLong(guest.run("date +%s").strip());
    assertThat(there).isBetween(earliest - 2, Instant.now().getEpochSecond() + 2);
  }

  private static void awaitPage(int port) throws IOException {
    Instant end = Instant.now().plus(SOON);
    while (true) {
      try (var in = URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("page\n");
        return;
      } catch (IOException e) {
        if (Instant.now().isAfter(end)) {
          throw e;
        }
      }
      Pause.millis(100);
    }
  }

  /** The command is killed as soon as it has begun to write, and some time later. */
  private void killedSaves(Guest guest, MachineSpec spec) throws Exception {
    Machine machine = guest.machine();
    Random random = new Random(16);
    List<String> written = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      guest.run("docker exec web sh -c 'echo x > /www/kill%d'; sync".formatted(i));
      written.add("kill" + i);
      Process save =
          Cli.in(directory)
              .with("BOOT2DOCKER_HOME", machine.directory().home().toString())
              .start(directory.resolve("save.log"), "save", machine.name());
      while (save.isAlive() && !Files.exists(machine.directory().savedDevices())) {
        Pause.millis(1);
      }
      Pause.millis(random.nextInt(200));
      save.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
      boolean resumed = machine.resume(System.out::println);
      boolean booted = !resumed && machine.start(spec, Progress.SILENT);
      System.out.printf("saved: killed; resumed %b, booted %b%n", resumed, booted);
      guest.awaitDocker();
      guest.run("docker start web");
      assertThat(guest.run("docker exec web ls /www").lines()).containsAll(written);
    }
  }

  private void aStateIsNotResumedOverAChangedDisk(Guest guest, DiskImage data, MachineSpec spec)
      throws IOException {
    List<String> said = new ArrayList<>();
    guest.machine().save(Progress.SILENT);
    data.debugfs("set_super_value mnt_count 7");

    assertThat(guest.machine().resume(said::add)).isFalse();

    assertThat(said).singleElement().asString().contains("has changed since): booting");
    guest.machine().start(spec, Progress.SILENT);
    guest.awaitDocker();
    assertThat(guest.run("docker run --rm -v shelf:/s " + BusyboxImage.NAME + " cat /s/after"))
        .isEqualTo("after\n");
  }
}
