package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.NewerProgram;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.StopOutcome;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Share;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Folders of the host that Debian's virtiofsd serves. */
@Tag("nightly")
@Order(53)
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VirtiofsTest {
  @TempDir private static Path directory;

  /** One guest, booted by the first test. */
  private Optional<Guest> booted = Optional.empty();

  private static Path project() {
    return directory.resolve("a/project/with/a/long/path");
  }

  private static Path folder(String name) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(name));
    Files.writeString(folder.resolve("file"), name + "\n");
    SharedFolder.giveToUser(folder);
    return folder;
  }

  private Guest guest(Lab lab) throws IOException {
    if (booted.isEmpty()) {
      Path program = NewerProgram.virtiofsd(Files.createDirectory(directory.resolve("program")));
      folder("a/project/with/a/long/path");
      MachineSpec.Builder spec =
          lab.image()
              .machine()
              .share(Share.parse(project().toString()))
              .share(new Share(folder("users"), "Users"))
              .share(new Share(folder("spaces"), "my files"))
              .share(new Share(folder("protected"), "/srv/protected", true))
              .share(new Share(folder("mortal"), "mortal"))
              .share(new Share(folder("hostile"), "../etc"));
      Guest guest = lab.boot("virtiofs", spec, Map.of("BOOT2DOCKER_VIRTIOFSD", program.toString()));
      guest.awaitDocker();
      booted = Optional.of(guest);
    }
    return booted.get();
  }

  @Test
  @Order(1)
  void foldersAreWhereTheirTagsSay(Lab lab) throws IOException {
    Guest guest = guest(lab);

    assertThat(guest.run("grep -c ' virtiofs ' /proc/mounts")).isEqualTo("5\n");
    assertThat(guest.run("cat " + project() + "/file")).isEqualTo("a/project/with/a/long/path\n");
    assertThat(guest.run("cat /Users/file '/my files/file' /srv/protected/file /mortal/file"))
        .isEqualTo("users\nspaces\nprotected\nmortal\n");
    assertThat(guest.consoleText())
        .containsPattern("host folder .*\\.\\.")
        .doesNotContain("hostile");
    SharedFolder.checkThatDockerWaited(guest);
  }

  @Test
  @Order(2)
  void containersShareFilesWithTheHostInBothDirections(Lab lab) throws IOException {
    Guest guest = guest(lab);
    BusyboxImage.load(guest, directory);
    String run = "docker run --rm -v %s:/x %s sh -c ".formatted(project(), BusyboxImage.NAME);

    guest.run(run + "'echo from the guest > /x/new; chown 33:33 /x/new; mkdir /x/sub'");
    assertThat(project().resolve("new")).hasContent("from the guest\n");
    assertThat(SharedFolder.owner(project().resolve("new")))
        .isEqualTo(SharedFolder.owner(project()));
    assertThat(project().resolve("sub")).isDirectory();

    Files.writeString(project().resolve("file"), "other content\n");
    guest.await(Duration.ofSeconds(20), "cat " + project() + "/file", "other content");
    assertThat(guest.run(run + "'cat /x/file; rm /x/new'")).isEqualTo("other content\n");
    assertThat(project().resolve("new")).doesNotExist();
  }

  @Test
  @Order(2)
  void containersThatWatchFilesLearnOfChangesOnTheHost(Lab lab) throws IOException {
    Guest guest = guest(lab);
    assumeTrue(guest.architecture() == Architecture.host(), "the program is this machine's");
    FolderWatcher.check(guest, project(), directory, "MODIFY");
  }

  @Test
  @Order(2)
  void whatWorksInAFolderIsWhatTheManualSays(Lab lab) throws IOException {
    Guest guest = guest(lab);
    assumeTrue(guest.architecture() == Architecture.host(), "the program is this machine's");
    FolderTable.check(guest, project(), directory, "virtiofs");
  }

  @Test
  @Order(3)
  void filesOfTheHostsUserAreDockers(Lab lab) throws IOException {
    SharedFolder.checkOwner(guest(lab), project());
  }

  @Test
  @Order(4)
  void readOnlyFolderCannotBeChanged(Lab lab) throws IOException {
    Guest guest = guest(lab);

    assertThat(guest.exec("sudo sh -c 'echo x > /srv/protected/file'").err())
        .contains("Read-only file system");
    assertThat(directory.resolve("protected/file")).hasContent("protected\n");
  }

  @Test
  @Order(10)
  void machineGoesOnAndEndsWellWhenAServerHasDied(Lab lab) throws IOException {
    Guest guest = guest(lab);
    kill(directory.resolve("mortal"));
    // Whoever asks for the folder now waits; all others must not.
    guest.exec("ls /mortal > /dev/null 2>&1 & echo");

    assertThat(guest.run("cat /Users/file")).isEqualTo("users\n");
    assertThat(guest.run("docker run --rm -v /Users:/x " + BusyboxImage.NAME + " cat /x/file"))
        .isEqualTo("users\n");
    assertThat(guest.stop()).isEqualTo(StopOutcome.CLEAN);
    assertThat(guest.consoleText()).contains("powers off");
  }

  /** Ends the processes that serve a folder, as running out of memory would. */
  private static void kill(Path folder) {
    long killed =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
            .filter(ProcessHandle::destroyForcibly)
            .count();
    assertThat(killed).as("processes that serve " + folder).isPositive();
  }
}
