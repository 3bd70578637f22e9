package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.qmp.QmpClient;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What guest and host have in common: folders, the agent's port and the time. */
@Order(52)
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostTest {
  private static final int PAUSE_SECONDS = 35;

  @TempDir private static Path directory;

  /** One guest, booted by the first test. */
  private Optional<Guest> booted = Optional.empty();

  private Guest guest(Lab lab) throws IOException {
    if (booted.isEmpty()) {
      Path project = Files.createDirectories(directory.resolve("a/project/with/a/long/path"));
      Files.writeString(project.resolve("file"), "from the host\n");
      SharedFolder.giveToUser(project);
      Path homes = directory.resolve("homes");
      Files.createDirectories(homes.resolve("docker/.ssh"));
      Files.writeString(Files.createDirectories(homes.resolve("alice")).resolve("file"), "hers\n");
      MachineSpec.Builder spec =
          lab.image()
              .machine()
              .share(Share.parse(project.toString()))
              .share(new Share(homes, "home"))
              .share(new Share(directory, "etc"))
              .share(new Share(directory, ".."));
      Guest guest = lab.boot("host", spec);
      guest.awaitDocker();
      booted = Optional.of(guest);
    }
    return booted.get();
  }

  @Test
  @Order(1)
  void hostFolderIsOnItsPathBeforeDockerStarts(Lab lab) throws IOException {
    Guest guest = guest(lab);
    Path project = directory.resolve("a/project/with/a/long/path");

    assertThat(guest.run("cat " + project + "/file")).isEqualTo("from the host\n");
    SharedFolder.checkThatDockerWaited(guest);
  }

  @Test
  @Order(2)
  void containersShareFilesWithTheHostInBothDirections(Lab lab) throws IOException {
    Guest guest = guest(lab);
    Path project = directory.resolve("a/project/with/a/long/path");
    BusyboxImage.load(guest, directory);
    String run = "docker run --rm -v %s:/x %s sh -c ".formatted(project, BusyboxImage.NAME);

    assertThat(guest.run(run + "'cat /x/file; echo from the guest > /x/new; mkdir /x/sub'"))
        .isEqualTo("from the host\n");
    assertThat(project.resolve("new")).hasContent("from the guest\n");
    assertThat(project.resolve("sub")).isDirectory();

    Files.writeString(project.resolve("file"), "other content\n");
    assertThat(guest.run(run + "'cat /x/file; rm /x/new'")).isEqualTo("other content\n");
    assertThat(project.resolve("new")).doesNotExist();
  }

  @Test
  @Order(2)
  void containersThatWatchFilesLearnOfChangesOnTheHost(Lab lab) throws IOException {
    Guest guest = guest(lab);
    assumeTrue(guest.architecture() == Architecture.host(), "the program is this machine's");
    FolderWatcher.check(
        guest, directory.resolve("a/project/with/a/long/path"), directory, "ATTRIB");
  }

  @Test
  @Order(2)
  void whatWorksInAFolderIsWhatTheManualSays(Lab lab) throws IOException {
    Guest guest = guest(lab);
    assumeTrue(guest.architecture() == Architecture.host(), "the program is this machine's");
    FolderTable.check(guest, directory.resolve("a/project/with/a/long/path"), directory, "9p");
  }

  @Test
  @Order(3)
  void filesOfTheHostsUserAreDockers(Lab lab) throws IOException {
    SharedFolder.checkOwner(guest(lab), directory.resolve("a/project/with/a/long/path"));
  }

  @Test
  @Order(3)
  void homesAreBesideTheGuestsOwnAndTheSystemIsNeverHidden(Lab lab) throws IOException {
    Guest guest = guest(lab);

    assertThat(guest.run("cat /home/alice/file; grep -c ssh- /run/boot2docker/authorized_keys"))
        .isEqualTo("hers\n1\n");
    assertThat(guest.run("sudo ls /mnt/etc; ls -d /etc/passwd")).contains("homes", "/etc/passwd");
    assertThat(guest.consoleText())
        .containsPattern("host folder etc .*/mnt/etc")
        .containsPattern("host folder .*\\.\\.");
  }

  @Test
  @Order(4)
  void guestAgentAnswers(Lab lab) throws IOException {
    Guest guest = guest(lab);
    try (AgentClient agent = new AgentClient(guest.machine().directory().agentSocket())) {
      agent.send("\u00ff{\"execute\":\"guest-sync-delimited\",\"arguments\":{\"id\":4711}}\n");
      assertThat(agent.line()).isEqualTo("\u00ff{\"return\": 4711}");

      agent.send("nonsense {{{\n{\"execute\":\"" + "x".repeat(1 << 20) + "\"}\n");
      assertThat(agent.line()).contains("Invalid JSON syntax");
      assertThat(agent.line()).contains("Invalid JSON syntax");
      assertThat(agent.execute("guest-exec").at("/error/class").asText())
          .isEqualTo("CommandNotFound");

      long seconds = agent.execute("guest-get-time").path("return").asLong() / 1_000_000_000;
      assertThat(seconds).isCloseTo(Instant.now().getEpochSecond(), Offset.offset(2L));
      assertThat(agent.execute("guest-set-time").has("return")).isTrue();
      assertThat(agent.execute("guest-get-osinfo").at("/return/id").asText())
          .isEqualTo("boot2docker");
      assertThat(agent.execute("guest-get-host-name").at("/return/host-name").asText())
          .isEqualTo(guest.run("hostname").strip());
      assertThat(agent.execute("guest-network-get-interfaces").toString())
          .contains("\"ip-address\":\"10.0.2.15\",\"ip-address-type\":\"ipv4\",\"prefix\":24");
    }
  }

  @Test
  @Tag("nightly")
  @Order(10)
  void clockIsRightAMinuteAfterAPause(Lab lab) throws IOException {
    Guest guest = guest(lab);
    // The hardware clock alone must do.
    guest.exec("sudo tee /var/lib/boot2docker/profile", "NTP_SERVER=none\n");
    Pause.seconds(12);

    execute(guest, "stop");
    Pause.seconds(PAUSE_SECONDS);
    execute(guest, "cont");

    Instant end = Instant.now().plusSeconds(55);
    long behind = behind(guest);
    while (Math.abs(behind) > 1 && Instant.now().isBefore(end)) {
      Pause.seconds(1);
      behind = behind(guest);
    }
    assertThat(behind).as("seconds that the guest is behind").isBetween(-1L, 1L);
    assertThat(guest.run("sudo dmesg")).contains("paused for");
  }

  private static void execute(Guest guest, String command) throws IOException {
    try (QmpClient qmp = guest.machine().qmp()) {
      qmp.execute(command);
    }
  }

  private static long behind(Guest guest) throws IOException {
    return Instant.now().getEpochSecond() - Long.parseLong(guest.run("date +%s").strip());
  }

  @Test
  @Order(20)
  void guestAgentShutsDown(Lab lab) throws IOException {
    Guest guest = guest(lab);
    try (AgentClient agent = new AgentClient(guest.machine().directory().agentSocket())) {
      agent.send("{\"execute\":\"guest-shutdown\"}\n");
      guest.awaitEnd();
    }

    assertThat(guest.consoleText()).contains("powers off").doesNotContain("Kernel panic");
  }
}
