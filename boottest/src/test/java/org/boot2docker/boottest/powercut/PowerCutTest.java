package org.boot2docker.boottest.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.boot2docker.boottest.guest.Registry;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.ssh.SshSession;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut loses nothing that Docker acknowledged, and damages nothing.
 *
 * <p>QEMU is killed by SIGKILL at random moments. What the guest has not written to its disk is
 * lost then, which is what the guest answers for: Linux's page cache and the disk's queue. What
 * QEMU has written is in this machine's page cache and stays, like the cache of a disk that keeps
 * its promises without power; a disk that loses acknowledged flushes is not what is tested.
 *
 * <p>A boot looks at what the boot before it acknowledged, and works until its own cut. After some
 * cuts all that the disk has ever acknowledged is looked at, and a new disk comes: in turn one that
 * the guest formats and one that mkfs made, without and with a swarm.
 */
@Order(60)
@ExtendWith(LabExtension.class)
class PowerCutTest {
  private static final String PROPERTY = "boot2docker.powercut.";

  /** Of one disk. */
  private static final int CUTS_OF_A_DISK = 6;

  /** One disk: about three minutes on two processors that emulate. Swarms are for the night. */
  private static final int CUTS = Integer.getInteger(PROPERTY + "cuts", 6);

  private static final long SEED = Long.getLong(PROPERTY + "seed", System.nanoTime());

  private final Random random = new Random(SEED);
  private final Report report = new Report(SEED);

  @TempDir private Path directory;

  /** A thousand cuts take hours. */
  @Test
  @Timeout(value = 2, unit = TimeUnit.DAYS)
  void nothingAcknowledgedIsLostOrDamaged(Lab lab) throws IOException {
    System.out.printf("power cuts: seed %d, %d cuts%n", SEED, CUTS);
    Path certificates = Files.createDirectories(directory.resolve("registry"));
    try (Registry registry = Registry.start(certificates)) {
      BootMedium medium = FastBoot.medium(lab.image(), directory);
      int left = CUTS;
      for (int number = 0; left > 0; number++) {
        int cuts = Math.min(left, CUTS_OF_A_DISK);
        new DiskLife(lab, medium, registry, number).cut(cuts);
        left -= cuts;
      }
    } finally {
      System.out.print(report);
      Path file = BuiltImage.workDirectory().resolve("powercut.txt");
      Files.writeString(file, report.toString(), StandardCharsets.UTF_8);
    }
    assertThat(report.isFlawless()).as(report.toString()).isTrue();
  }

  /** A disk, and all that it should hold. */
  private final class DiskLife {
    private final Lab lab;
    private final BootMedium medium;
    private final Registry registry;
    private final Disk disk;
    private final Plan plan;
    private final Optional<Work> swarm;
    private final List<Work> kept = new ArrayList<>();

    DiskLife(Lab lab, BootMedium medium, Registry registry, int number) throws IOException {
      this.lab = lab;
      this.medium = medium;
      this.registry = registry;
      Path file = directory.resolve("disk" + number + ".img");
      this.disk = number % 2 == 0 ? Disk.byGuest(file) : Disk.byMkfs(file);
      this.plan = new Plan(random, new RegistryImages(registry), "d" + number);
      boolean inSwarm = number % 4 == 1 || number % 4 == 2;
      this.swarm = inSwarm ? Optional.of(new Work.Swarm("swarm")) : Optional.empty();
    }

    void cut(int cuts) throws IOException {
      Life last = new Life(plan, false);
      for (int i = 0; i <= cuts; i++) {
        Guest guest =
            lab.boot(
                "power",
                MachineSpec.booting(medium)
                    .memoryMiB(FastBoot.MEMORY_MIB)
                    .disk(DataDisk.raw(disk.file())));
        try (SshSession session = session(guest)) {
          Engine engine = new Engine(session);
          report.docker(engine.json("/version").path("Version").asText());
          if (i == 0) {
            prepare(engine);
          }
          Instant now = Instant.now();
          look(engine, last, i == cuts);
          if (i == cuts) {
            break;
          }
          last = new Life(plan, swarm.isPresent());
          Instant begun = Instant.now();
          last.workAndCut(guest, session);
          report.cut(last);
          disk.fault().ifPresent(report::fault);
          System.out.printf(
              "%s: checked in %d ms, cut after %d ms: %s%n",
              disk.file().getFileName(),
              Duration.between(now, begun).toMillis(),
              Duration.between(begun, Instant.now()).toMillis(),
              report);
        }
      }
      lab.close();
      disk.delete();
    }

    private SshSession session(Guest guest) throws IOException {
      guest.awaitSsh();
      return guest.machine().ssh();
    }

    private void prepare(Engine engine) throws IOException {
      engine.trust(registry);
      BaseImage.make(engine);
      if (swarm.isPresent()) {
        swarm.get().make(engine);
        kept.add(swarm.get());
      }
    }

    /** What was acknowledged must be there; what was not may be, and is made in the next life. */
    private void look(Engine engine, Life last, boolean all) throws IOException {
      kept.addAll(last.acknowledged());
      List<Work> gone = new ArrayList<>();
      if (swarm.isPresent()) {
        report.acknowledged(swarm.get(), swarm.get().look(engine));
      }
      for (Work work : all ? kept : last.acknowledged()) {
        report.acknowledged(work, work.look(engine));
      }
      for (Work work : last.begun()) {
        if (!last.acknowledged().contains(work)) {
          Work.Found found = work.look(engine);
          report.present(work, found);
          if (found instanceof Work.Found.Absent) {
            gone.add(work);
          } else {
            kept.add(work);
          }
        }
      }
      plan.again(gone);
    }
  }
}
