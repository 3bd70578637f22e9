package org.boot2docker.guest.init.disk;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.guest.init.format.FormatTask;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Exit;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;

/** Decides on the data disk, and has it formatted if its first bytes ask for it. */
public final class DataDisk {
  private final Kernel kernel;
  private final Log log;
  private final Loop loop;
  private final DataOption option;
  private final Disks disks;
  private final DataMount data;
  private final Dependents dependents;
  private final Swap swap;
  private final DiskWork work;
  private boolean started;
  private boolean decided;
  private boolean noticed;
  private final Set<String> said = new HashSet<>();
  private String used = "";
  private long deadline;

  /** Those who work in the persistent directories. */
  public interface Dependents {
    /** The directories can be used: they are on the disk, or in memory for want of one. */
    void begin();

    /**
     * Leaves the directories, because a disk is to take their place; {@link #begin} follows.
     *
     * @param then called when nobody uses the directories any more
     */
    default void leave(Runnable then) {
      then.run();
    }
  }

  /**
   * A data disk that is still to be found.
   *
   * @param dependents called once the persistent directories can be used, and again when a disk has
   *     come later
   */
  public DataDisk(
      Kernel kernel, Log log, Loop loop, CommandLine commandLine, Dependents dependents) {
    this.kernel = kernel;
    this.log = log;
    this.loop = loop;
    this.option = DataOption.from(commandLine);
    DataOption.mistake(commandLine).ifPresent(log::error);
    this.disks = new Disks(kernel);
    this.swap = new Swap(kernel, log, loop);
    this.work = new DiskWork(kernel, loop);
    this.data = new DataMount(kernel, log, loop, work, dependents::begin);
    this.dependents = dependents;
  }

  /** Decides at once if there is nothing to look for. */
  public void searchUnlessDriversAreNeeded() {
    if (option instanceof DataOption.None) {
      search();
    }
  }

  /** Begins to look; to be called when the drivers of the disks that are present are loaded. */
  public void search() {
    if (!started) {
      started = true;
      work.afterFormer(this::begin);
    }
  }

  private void begin() {
    deadline = kernel.millis();
    look();
    notice();
  }

  /** The disk was decided on by an earlier life of init. */
  public void leaveAsItIs() {
    started = true;
    decided = true;
    noticed = true;
  }

  /** Begins to swap; to be called when nothing more important waits for the processor. */
  public void swap() {
    String disk = data.mounted().map(Candidate::disk).orElse("");
    // A disk that isn't used may be a dying one, which whoever reads it waits for.
    swap.begin(disk.isEmpty() ? new Present(List.of()) : disks.presentOf(disk), disk);
  }

  /** Says what is with the other disks, once they are all there. */
  private void notice() {
    if (started && decided && !noticed && !(option instanceof DataOption.None)) {
      noticed = true;
      new Notices(log, disks).about(disks.present(), used);
    }
  }

  /** Looks again because a block device has appeared, which may be the one nothing can better. */
  public void deviceAppeared() {
    if (option instanceof DataOption.None || work.isOfFormerLife()) {
      return;
    }
    if (started) {
      look();
    } else if (!decided) {
      Choice choice = Choice.of(option, disks.present());
      if (choice.isFinal(option)) {
        decide(choice);
      }
    }
    if (data.isInMemory() || data.mounted().filter(c -> !option.isFinal(c)).isPresent()) {
      Optional<Candidate> late = option.choose(disks.present().candidates());
      late.filter(c -> option.isFinal(c) && !c.disk().equals(used)).ifPresent(this::late);
    }
  }

  private void late(Candidate disk) {
    if (!said.add(disk.device())) {
      return;
    }
    if (data.canStillBeUsed()) {
      log.announce("data disk " + disk.device() + " appeared after the boot: Docker moves to it");
      dependents.leave(() -> move(disk));
    } else {
      tooLate(disk);
    }
  }

  private void tooLate(Candidate disk) {
    log.error("data disk " + disk.device() + " appeared after the boot: restart to use it");
  }

  /** Docker has ended by now, and may have made something in its last moment. */
  private void move(Candidate disk) {
    if (data.canStillBeUsed()) {
      used = disk.disk();
      data.use(disk);
    } else {
      tooLate(disk);
      dependents.begin();
    }
  }

  private void look() {
    if (decided) {
      return;
    }
    if (option instanceof DataOption.None) {
      decide(new Choice.Memory());
      return;
    }
    Choice choice = Choice.of(option, disks.present());
    boolean found = !(choice instanceof Choice.Memory);
    long patience = choice.isFinal(option) ? 0 : disks.patience(found);
    long wait = deadline + patience - kernel.millis();
    if (wait > 0) {
      loop.after(wait, this::look);
    } else {
      decide(choice);
    }
  }

  private void decide(Choice choice) {
    decided = true;
    used = choice.diskName();
    notice();
    if (choice instanceof Choice.Use use) {
      data.use(use.candidate());
    } else if (choice instanceof Choice.Format format) {
      format(format.disk());
    } else if (option instanceof DataOption.Automatic || option instanceof DataOption.None) {
      data.useMemory();
    } else {
      data.useMemory("the data disk that boot2docker.data names is not there");
    }
  }

  private void format(Device disk) {
    log.announce("formatting " + disk.path() + ", as its first bytes ask");
    int pid = kernel.fork(new FormatTask(kernel, disk.name()));
    work.follow(pid, exit -> formatted(disk, exit));
  }

  private void formatted(Device disk, Exit exit) {
    Optional<Candidate> made =
        new DataOption.Name(disk.name()).choose(disks.present().candidates());
    if (exit.code() == 0 && made.isPresent()) {
      log.announce(disk.path() + " is formatted");
      data.use(made.get());
    } else {
      data.useMemory(
          disk.path()
              + " could not be formatted ("
              + exit.describe()
              + "); the next boot tries again");
    }
  }
}
