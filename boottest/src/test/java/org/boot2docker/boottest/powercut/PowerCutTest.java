package org.boot2docker.boottest.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A power cut loses nothing that Docker acknowledged, and damages nothing.
 *
 * <p>QEMU is killed by SIGKILL at random moments. What the guest has not written to its disk is
 * lost then, which is what the guest answers for: Linux's page cache and the disk's queue. What
 * QEMU has written is in this machine's page cache and stays, like the cache of a disk that keeps
 * its promises without power; a disk that loses acknowledged flushes is not what is tested.
 *
 * <p>A boot looks at what the boot before it acknowledged, and works until its own cut. Before
 * that, its disk is copied at several moments while the guest stands still: each copy is what a cut
 * at that moment would have left, and the next boot looks at it, too. After some cuts all that the
 * disk has ever acknowledged is looked at, and a new disk comes: in turn one that the guest formats
 * and one that mkfs made, with ordinary and with careless defaults, without and with a swarm, with
 * one processor and with two. The seed decides with which of them the run begins.
 */
@Order(13)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class PowerCutTest {
  private static final String PROPERTY = "boot2docker.powercut.";

  /** The last of them ends the guest, the others are copies of its disk. */
  private static final int CUTS_OF_A_LIFE = 10;

  private static final int CUTS_OF_A_DISK = 3 * CUTS_OF_A_LIFE;

  /** One disk, some minutes on two processors that emulate. Swarms are for the night. */
  private static final int CUTS = Integer.getInteger(PROPERTY + "cuts", CUTS_OF_A_DISK);

  private static final long SEED = Long.getLong(PROPERTY + "seed", System.nanoTime());

  /** Those without a swarm: CI has one disk only. */
  private static final int[] FIRST_KINDS = {0, 2, 3, 4, 5, 7};

  private final Random random = new Random(SEED);
  private final Report report = new Report(SEED);

  @TempDir private Path directory;

  /** A thousand cuts take hours. */
  @Test
  @Timeout(value = 2, unit = TimeUnit.DAYS)
  void nothingAcknowledgedIsLostOrDamaged(Lab shared) throws IOException {
    System.out.printf("power cuts: seed %d, %d cuts%n", SEED, CUTS);
    Path certificates = Files.createDirectories(directory.resolve("registry"));
    try (Lab lab = shared.apart();
        Registry registry = Registry.start(certificates)) {
      BootMedium medium = FastBoot.medium(lab.image(), directory);
      int left = CUTS;
      int first = FIRST_KINDS[(int) Math.floorMod(SEED, FIRST_KINDS.length)];
      for (int number = 0; left > 0; number++) {
        int cuts = Math.min(left, CUTS_OF_A_DISK);
        new DiskLife(lab, medium, registry, number, first + number).cut(cuts);
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
    private final Store store;
    private final int cpus;
    private final List<Work> kept = new ArrayList<>();

    DiskLife(Lab lab, BootMedium medium, Registry registry, int number, int kind)
        throws IOException {
      this.lab = lab;
      this.medium = medium;
      this.registry = registry;
      Path file = directory.resolve("disk" + number + ".img");
      this.disk = disk(file, kind);
      this.plan = new Plan(random, new RegistryImages(registry), "d" + number);
      // One disk of four, in turn of both kinds: each look has to wait for the manager's election.
      boolean inSwarm = kind % 8 == 1 || kind % 8 == 6;
      this.swarm = inSwarm ? Optional.of(new Work.Swarm("swarm")) : Optional.empty();
      this.store = kind % 5 == 4 ? Store.CONTAINERD : Store.OVERLAY2;
      this.cpus = 1 + kind / 2 % 2;
    }

    private static Disk disk(Path file, int kind) throws IOException {
      return switch (kind % 4) {
        case 1 -> Disk.byMkfs(file);
        case 3 -> Disk.careless(file);
        default -> Disk.byGuest(file);
      };
    }

    void cut(int cuts) throws IOException {
      Life.State last = Life.NOTHING;
      List<FrozenDisk> frozen = List.of();
      int left = cuts;
      while (true) {
        Guest guest = boot(frozen);
        try (SshSession session = session(guest)) {
          Engine engine = new Engine(session, store);
          report.docker(engine.json("/version").path("Version").asText());
          if (left == cuts) {
            prepare(engine);
          }
          Instant now = Instant.now();
          look(session, frozen);
          look(engine, last, left == 0);
          if (left == 0) {
            break;
          }
          Instant begun = Instant.now();
          int next = Math.min(left, CUTS_OF_A_LIFE);
          Life life = new Life(plan, next, swarm.isPresent());
          frozen = workAndCut(guest, session, life);
          last = life.state();
          left -= next;
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

    private Guest boot(List<FrozenDisk> frozen) throws IOException {
      MachineSpec.Builder spec =
          MachineSpec.booting(medium)
              .memoryMiB(FastBoot.MEMORY_MIB)
              .cpus(cpus)
              .disk(DataDisk.raw(disk.file()));
      frozen.forEach(copy -> spec.disk(DataDisk.raw(copy.disk().file())));
      return lab.boot("power", spec);
    }

    private List<FrozenDisk> workAndCut(Guest guest, SshSession session, Life life)
        throws IOException {
      List<FrozenDisk> frozen = new ArrayList<>();
      life.workAndCut(
          guest,
          session,
          working -> {
            Path copy = directory.resolve("copy" + frozen.size() + ".img");
            frozen.add(FrozenDisk.take(guest, working, disk, copy, store));
            report.frozen();
          });
      report.cut(life);
      for (FrozenDisk copy : frozen) {
        copy.disk().fault().ifPresent(report::fault);
      }
      disk.fault().ifPresent(report::fault);
      return frozen;
    }

    private void look(SshSession session, List<FrozenDisk> frozen) throws IOException {
      Set<String> whole = new HashSet<>();
      for (int i = 0; i < frozen.size(); i++) {
        frozen.get(i).look(session, i + 1, (engine, state) -> lookAtCopy(engine, state, whole));
      }
    }

    /** What was whole on an earlier copy is looked at again only after the cut that ended all. */
    private void lookAtCopy(Engine engine, Life.State state, Set<String> whole) throws IOException {
      lookAtSwarm(engine);
      for (Work work : state.acknowledged()) {
        if (whole.add(work.kind() + work.name())) {
          report.acknowledged(work, work.look(engine));
        }
      }
      for (Work work : state.begun()) {
        if (!state.acknowledged().contains(work)) {
          report.unfinished(work, work.look(engine));
        }
      }
    }

    private SshSession session(Guest guest) throws IOException {
      guest.awaitSsh();
      return guest.machine().ssh();
    }

    private void prepare(Engine engine) throws IOException {
      store.choose(engine);
      engine.trust(registry);
      BaseImage.make(engine);
      if (swarm.isPresent()) {
        swarm.get().make(engine);
        kept.add(swarm.get());
      }
    }

    /** What was acknowledged must be there; what was not may be, and is made in the next life. */
    private void look(Engine engine, Life.State last, boolean all) throws IOException {
      kept.addAll(last.acknowledged());
      List<Work> gone = new ArrayList<>();
      lookAtSwarm(engine);
      for (Work work : all ? kept : last.acknowledged()) {
        report.acknowledged(work, work.look(engine));
      }
      for (Work work : last.begun()) {
        if (!last.acknowledged().contains(work)) {
          Work.Found found = work.look(engine);
          report.unfinished(work, found);
          if (found instanceof Work.Found.Absent) {
            gone.add(work);
          } else {
            kept.add(work);
          }
        }
      }
      plan.again(gone);
    }

    private void lookAtSwarm(Engine engine) throws IOException {
      if (swarm.isPresent()) {
        report.acknowledged(swarm.get(), swarm.get().look(engine));
      }
    }
  }
}
