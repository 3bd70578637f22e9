package org.boot2docker.boottest.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.boot2docker.boottest.guest.Registry;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.ssh.SshSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * QEMU, the tunnel and commands are killed by SIGKILL at random moments; the next {@code up} works,
 * the file system is whole, and so is all that Docker had acknowledged.
 *
 * <p>How often, and by which random numbers: {@code -Dboot2docker.kill.count=50
 * -Dboot2docker.kill.seed=7}; or {@code bench/kill}.
 */
@Order(62)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class KillTest {
  /** qemu-img's exit code for wasted room, without harm to data. */
  private static final int LEAKED_CLUSTERS = 3;

  private static final String PROPERTY = "boot2docker.kill.";

  /** Every second one takes a boot. */
  private static final int KILLS = Integer.getInteger(PROPERTY + "count", 1);

  private static final long SEED = Long.getLong(PROPERTY + "seed", System.nanoTime());

  /** After so many, a new machine comes, since the disk fills up. */
  private static final int KILLS_OF_A_MACHINE = 30;

  /** A larger one begins with a swap partition; see {@link Disk}. */
  private static final String DISK_SIZE = "1G";

  private static final int END_MINUTES = 5;

  private final Random random = new Random(SEED);
  private final List<Victim> victims = new ArrayList<>();
  private final Report report = new Report(SEED, "kills");
  private Path home = Path.of("unset");
  private Cli cli = Cli.in(home);
  private Machine machine;

  @BeforeEach
  void make() throws IOException {
    // Sockets have short names: not below the build's directory, which may be deep.
    home = Files.createTempDirectory("b2dk");
    Map<String, String> environment = new HashMap<>(System.getenv());
    cli = Cli.in(home);
    for (String name : List.of("BOOT2DOCKER_HOME", "DOCKER_CONFIG")) {
      cli = cli.with(name, home.toString());
      environment.put(name, home.toString());
    }
    machine = Machine.named("default", environment);
  }

  @AfterEach
  void delete() throws IOException {
    cli.run("delete", "--force");
    Folders.delete(home);
  }

  /** A thousand take hours. */
  @Test
  @Timeout(value = 2, unit = TimeUnit.DAYS)
  void nothingAcknowledgedIsLostWhateverIsKilled(BuiltImage image) throws Exception {
    System.out.printf("kills: seed %d, %d of them%n", SEED, KILLS);
    Path certificates = Files.createDirectories(home.resolve("registry"));
    try (Registry registry = Registry.start(certificates)) {
      List<Path> images = List.of(image.iso(), home.resolve("other.iso"));
      Files.copy(images.get(0), images.get(1));
      Files.write(images.get(1), new byte[2048], StandardOpenOption.APPEND);
      int left = KILLS;
      for (int number = 0; left > 0; number++) {
        int kills = Math.min(left, KILLS_OF_A_MACHINE);
        Plan plan = new Plan(random, new RegistryImages(registry), "m" + number);
        new MachineLife(registry, images, plan).suffer(kills);
        left -= kills;
      }
    } finally {
      System.out.print(report);
      Path file = BuiltImage.workDirectory().resolve("kill.txt");
      Files.writeString(file, report.toString(), StandardCharsets.UTF_8);
    }
    assertThat(report.isFlawless()).as(report.toString()).isTrue();
  }

  /** All of them come once, in any order, before one comes again. */
  private Victim nextVictim() {
    if (victims.isEmpty()) {
      victims.addAll(List.of(Victim.values()));
      Collections.shuffle(victims, random);
    }
    return victims.remove(0);
  }

  private String run(String... arguments) throws IOException {
    return cli.run(arguments).succeeded().out();
  }

  /** A machine, and all that its disk should hold. */
  private final class MachineLife {
    private final Registry registry;
    private final List<Path> images;
    private final Plan plan;
    private final List<Work> kept = new ArrayList<>();
    private int number;

    MachineLife(Registry registry, List<Path> images, Plan plan) {
      this.registry = registry;
      this.images = images;
      this.plan = plan;
    }

    void suffer(int kills) throws Exception {
      run("up", "--iso", images.get(0).toString(), "--disk-size", DISK_SIZE, "--no-context-use");
      try (SshSession session = machine.ssh()) {
        Engine engine = new Engine(session);
        report.docker(engine.json("/version").path("Version").asText());
        engine.trust(registry);
        BaseImage.make(engine);
      }
      while (number < kills) {
        number++;
        Victim victim = nextVictim();
        Life.State state = kill(victim);
        checkFileSystem();
        up(victim);
        look(state);
      }
      try (SshSession session = machine.ssh()) {
        for (Work work : kept) {
          report.acknowledged(work, work.look(new Engine(session)));
        }
      }
      run("stop");
      checkFileSystem();
      run("delete", "--force");
    }

    /** Something is acknowledged, then something dies. */
    private Life.State kill(Victim victim) throws Exception {
      Life life = new Life(plan, 1, false);
      if (victim == Victim.QEMU_AT_WORK) {
        try (SshSession session = machine.ssh()) {
          life.workAndCut(() -> destroy(machine.directory().qemuPid()), session, working -> {});
        }
        report.cut(life);
        return life.state();
      }
      Work work = plan.next(true, false);
      Work imported = new Work.Import("cli" + number, Contents.random(random, "imported"));
      try (SshSession session = machine.ssh()) {
        Engine engine = new Engine(session);
        work.make(engine);
        engine.run("cat > imported.tar && sync", ((Work.Import) imported).contents().tar());
      }
      int millis = victim.millis == 0 ? 0 : random.nextInt(victim.millis);
      kill(victim, millis);
      System.out.printf("%d: %s after %d ms%n", number, victim, millis);
      report.acknowledged(work);
      return new Life.State(
          List.of(work), victim == Victim.IMPORT ? List.of(work, imported) : List.of(work));
    }

    private void kill(Victim victim, int millis) throws Exception {
      switch (victim) {
        case QEMU_AT_WORK -> throw new IllegalArgumentException("is done elsewhere");
        case QEMU_SAVING -> killQemu(start("save"), millis);
        case QEMU_BOOTING -> {
          run("stop");
          killQemu(start("up"), millis);
        }
        case TUNNEL -> destroy(machine.directory().tunnelPid());
        case UP -> {
          run("stop");
          kill(start("up"), millis);
        }
        case RESUME -> {
          run("save");
          kill(start("up"), millis);
        }
        case SAVE -> kill(start("save"), millis);
        case SNAPSHOT -> {
          run("stop");
          kill(start("snapshot", "create", "s" + number), millis);
          checkSnapshots();
        }
        case UPGRADE -> kill(start("upgrade", "--iso", images.get(number % 2).toString()), millis);
        case IMPORT -> kill(start("ssh", "docker import imported.tar cli" + number), millis);
      }
    }

    /** A snapshot that is listed is whole; a disk whose QEMU was killed may waste some room. */
    private void checkSnapshots() throws IOException {
      for (String name : run("snapshot", "list").lines().toList()) {
        Path file = machine.directory().snapshots().resolve(name + ".qcow2");
        HostTool.Result checked = HostTool.run(home, "qemu-img", "check", file.toString());
        assertThat(checked.exit()).as(checked.out() + checked.err()).isIn(0, LEAKED_CLUSTERS);
        run("snapshot", "delete", name, "--force");
      }
    }

    private Process start(String... arguments) throws IOException {
      return cli.start(home.resolve("killed.log"), arguments);
    }

    private void kill(Process process, int millis) throws Exception {
      Pause.millis(millis);
      process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }

    private void killQemu(Process process, int millis) throws Exception {
      Pause.millis(millis);
      destroy(machine.directory().qemuPid());
      if (!process.waitFor(END_MINUTES, TimeUnit.MINUTES)) {
        report.fault("a command whose QEMU is killed does not end");
        process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
      }
    }

    private void up(Victim victim) throws IOException {
      HostTool.Result up = cli.run("up");
      if (up.exit() != 0) {
        report.fault("up after " + victim + ": " + up.err());
        run("kill");
        run("up");
      }
    }

    private void look(Life.State state) throws IOException {
      kept.addAll(state.acknowledged());
      try (SshSession session = machine.ssh()) {
        Engine engine = new Engine(session);
        for (Work work : state.acknowledged()) {
          report.acknowledged(work, work.look(engine));
        }
        for (Work work : state.begun()) {
          if (!state.acknowledged().contains(work)) {
            report.unfinished(work, work.look(engine));
          }
        }
      }
    }

    /** Of a machine that runs or is saved, the file system is not written to the end. */
    private void checkFileSystem() throws IOException {
      if (machine.isRunning() || machine.isSaved()) {
        return;
      }
      Path raw = home.resolve("raw");
      HostTool.run(
              home,
              "qemu-img",
              "convert",
              "-O",
              "raw",
              machine.directory().disk().toString(),
              raw.toString())
          .succeeded();
      Disk.formattedByGuest(raw).fault().ifPresent(report::fault);
      Files.delete(raw);
    }
  }

  private static void destroy(Path pidFile) throws IOException {
    Optional<ProcessHandle> process = process(pidFile);
    if (process.isPresent()) {
      process.get().destroyForcibly();
      process.get().onExit().join();
    }
  }

  /** That file may go away meanwhile, or not be written yet. */
  private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(pidFile)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(Long::parseLong)
          .findFirst()
          .flatMap(ProcessHandle::of);
    } catch (java.nio.file.NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
