package org.boot2docker.boottest.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.boot2docker.boottest.guest.Registry;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.ssh.SshSession;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A layer that an older version let a power cut damage is named, with the command that mends it.
 */
@Tag("nightly")
@Order(61)
@ExtendWith(LabExtension.class)
class DamagedLayerTest {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String FOUND =
      "is damaged by an earlier power cut: pulled/file0 has 0 bytes";
  private static final String COMMAND = "mend that, after removing their containers, with: ";

  @TempDir private Path directory;

  @Test
  void isSaidAtTheBootAfterAPowerCutWithWhatMendsIt(Lab lab) throws IOException {
    BootMedium medium = FastBoot.medium(lab.image(), directory);
    Disk disk = Disk.byMkfs(directory.resolve("disk.img"));
    Path certificates = Files.createDirectories(directory.resolve("registry"));
    try (Registry registry = Registry.start(certificates)) {
      Contents contents = Contents.random(new Random(2), "pulled");
      Work image = new Work.Pull(new RegistryImages(registry).push("old", contents), contents);
      damage(boot(lab, medium, disk), image, registry);

      Guest guest = boot(lab, medium, disk);
      guest.await(SOON, "cat /var/log/check-layers.log", FOUND);
      assertThat(guest.consoleText()).contains("image " + image.name() + ":latest " + FOUND);
      String said = guest.exec("sudo check-layers").out();
      int command = said.indexOf(COMMAND) + COMMAND.length();
      guest.run(said.substring(command, said.indexOf('\n', command)));

      assertThat(guest.run("sudo check-layers")).contains("the files of all layers have the sizes");
      try (SshSession session = guest.machine().ssh()) {
        assertThat(image.look(new Engine(session))).isEqualTo(new Work.Found.Whole());
      }
    }
  }

  private static Guest boot(Lab lab, BootMedium medium, Disk disk) throws IOException {
    Guest guest =
        lab.boot(
            "damaged",
            MachineSpec.booting(medium)
                .memoryMiB(FastBoot.MEMORY_MIB)
                .disk(DataDisk.raw(disk.file())));
    guest.awaitSsh();
    return guest;
  }

  private static void damage(Guest guest, Work image, Registry registry) throws IOException {
    try (SshSession session = guest.machine().ssh()) {
      Engine engine = new Engine(session);
      engine.trust(registry);
      image.make(engine);
      guest.await(SOON, "ls /var/lib/boot2docker", "layers-checked");
      assertThat(guest.run("sudo check-layers")).contains("the files of all layers have the sizes");
      engine.run("sudo truncate -s 0 $(sudo find /var/lib/docker/overlay2/ -name file0) && sync");
    }
    PowerCut.of(guest);
  }
}
