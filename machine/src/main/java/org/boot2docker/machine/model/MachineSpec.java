package org.boot2docker.machine.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.Architecture;

/**
 * Everything that says how a machine is started.
 *
 * @param boot what it boots from
 * @param architecture of the guest
 * @param memoryMiB memory in MiB
 * @param cpus virtual processors
 * @param firmware what starts it
 * @param disks writable disks, in the order the guest numbers them
 * @param shares folders of the host that the guest mounts
 * @param forwards ports of the host that are forwarded to the guest, besides the one for SSH
 * @param accelerator the one to use without a probe; empty: the best that works
 * @param counted whether the guest's clock counts the instructions that it executes, one a
 *     nanosecond, and nothing of the outside moves it: one processor, no acceleration, no network
 * @param acceptOldQemu whether an old QEMU is used even where it is known to crash guests
 * @param passwordLogin whether the well-known password logs in, although there is a key
 * @param told what the guest is told besides
 * @param wire a card on the network of the other machines
 * @param extraArguments put at the end of QEMU's command line as they are
 */
public record MachineSpec(
    BootMedium boot,
    Architecture architecture,
    int memoryMiB,
    int cpus,
    FirmwareKind firmware,
    List<DataDisk> disks,
    List<Share> shares,
    List<PortForward> forwards,
    Optional<Accelerator> accelerator,
    boolean counted,
    boolean acceptOldQemu,
    boolean passwordLogin,
    Told told,
    Optional<Wire> wire,
    List<String> extraArguments) {
  /** Each takes one of the 1,024 files that a program can usually have. */
  private static final int MOST_FORWARDS = 500;

  /** Checks the numbers and copies the lists. */
  public MachineSpec {
    if (memoryMiB < 128) {
      throw new IllegalArgumentException(
          "memory of " + memoryMiB + " MiB is not enough to boot: give 128 or more");
    }
    if (cpus < 1 || cpus > 255) {
      throw new IllegalArgumentException(cpus + " processors are not possible: give 1 to 255");
    }
    if (!architecture.hasBios() && firmware == FirmwareKind.BIOS) {
      throw new IllegalArgumentException(architecture.debianName() + " has no BIOS: choose UEFI");
    }
    if (firmware == FirmwareKind.NONE && !(boot instanceof BootMedium.Kernel)) {
      throw new IllegalArgumentException("only a kernel starts without firmware: choose UEFI");
    }
    if (shares.stream().map(Share::tag).distinct().count() < shares.size()) {
      throw new IllegalArgumentException(
          "two shared folders have the same tag: give one of them another tag");
    }
    requirePossible(forwards);
    if (counted && (cpus != 1 || !accelerator.equals(Optional.of(Accelerator.TCG)))) {
      throw new IllegalArgumentException(
          "instructions can be counted only with one processor and without acceleration");
    }
    disks = List.copyOf(disks);
    shares = List.copyOf(shares);
    forwards = List.copyOf(forwards);
    extraArguments = List.copyOf(extraArguments);
  }

  private static void requirePossible(List<PortForward> forwards) {
    if (forwards.size() > MOST_FORWARDS) {
      throw new IllegalArgumentException(
          "%d ports are too many for QEMU: forward %d at most, or let containers publish them"
              .formatted(forwards.size(), MOST_FORWARDS));
    }
    for (PortForward forward : forwards) {
      if (forwards.stream().filter(each -> each.host().overlaps(forward.host())).count() > 1) {
        throw new IllegalArgumentException(
            "port %s of this host is forwarded twice: give each -p another host port"
                .formatted(forward.host().brief()));
      }
    }
  }

  /** This with a guest that is told something. */
  public MachineSpec telling(Told something) {
    return new MachineSpec(
        boot,
        architecture,
        memoryMiB,
        cpus,
        firmware,
        disks,
        shares,
        forwards,
        accelerator,
        counted,
        acceptOldQemu,
        passwordLogin,
        something,
        wire,
        extraArguments);
  }

  /** This with a card on the network of the other machines, or without. */
  public MachineSpec wired(Optional<Wire> card) {
    return new MachineSpec(
        boot,
        architecture,
        memoryMiB,
        cpus,
        firmware,
        disks,
        shares,
        forwards,
        accelerator,
        counted,
        acceptOldQemu,
        passwordLogin,
        told,
        card,
        extraArguments);
  }

  /** Boots an ISO from CD; everything else as the builder has it at first. */
  public static Builder cd(Path iso) {
    return booting(new BootMedium.Cd(iso));
  }

  /** Boots from the medium; everything else as the builder has it at first. */
  public static Builder booting(BootMedium medium) {
    return new Builder(medium);
  }

  /** Collects a specification; at first amd64, BIOS, 2048 MiB, up to four processors, no disk. */
  public static final class Builder {
    /** Enough for Docker and a build of moderate size, little enough for a laptop. */
    public static final int DEFAULT_MEMORY_MIB = 2048;

    private static final int MOST_DEFAULT_CPUS = 4;

    private final BootMedium boot;
    private final List<DataDisk> disks = new ArrayList<>();
    private final List<Share> shares = new ArrayList<>();
    private final List<PortForward> forwards = new ArrayList<>();
    private final List<String> extraArguments = new ArrayList<>();
    private Architecture architecture = Architecture.AMD64;
    private int memoryMiB = DEFAULT_MEMORY_MIB;
    private int cpus = defaultCpus();
    private Optional<FirmwareKind> firmware = Optional.empty();
    private Optional<Accelerator> accelerator = Optional.empty();
    private boolean counted;
    private boolean acceptOldQemu;
    private boolean passwordLogin;

    /** As many as the host has, but not more than four. */
    public static int defaultCpus() {
      return Math.min(MOST_DEFAULT_CPUS, Runtime.getRuntime().availableProcessors());
    }

    private Builder(BootMedium boot) {
      this.boot = boot;
    }

    /** The guest's architecture. */
    public Builder architecture(Architecture value) {
      architecture = value;
      return this;
    }

    /** Memory in MiB, 128 or more. */
    public Builder memoryMiB(int value) {
      memoryMiB = value;
      return this;
    }

    /** Virtual processors, 1 to 255. */
    public Builder cpus(int value) {
      cpus = value;
      return this;
    }

    /** The firmware; when not said, BIOS, or where there is none UEFI, and none for a kernel. */
    public Builder firmware(FirmwareKind value) {
      firmware = Optional.of(value);
      return this;
    }

    /** One more disk. */
    public Builder disk(DataDisk value) {
      disks.add(value);
      return this;
    }

    /** One more shared folder. */
    public Builder share(Share value) {
      shares.add(value);
      return this;
    }

    /** One more TCP port of 127.0.0.1 that is forwarded. */
    public Builder forward(int hostPort, int guestPort) {
      return forward(new PortForward(hostPort, guestPort));
    }

    /** One more forwarded port. */
    public Builder forward(PortForward value) {
      forwards.add(value);
      return this;
    }

    /** The accelerator to use without a probe. */
    public Builder accelerator(Accelerator value) {
      accelerator = Optional.of(value);
      return this;
    }

    /** Counts instructions, with all that this takes. */
    public Builder counted() {
      counted = true;
      cpus = 1;
      accelerator = Optional.of(Accelerator.TCG);
      return this;
    }

    /** Takes an old QEMU as it is. */
    public Builder acceptOldQemu() {
      acceptOldQemu = true;
      return this;
    }

    /**
     * Lets the well-known password log in, too. The port for SSH is open to all users of this host.
     */
    public Builder passwordLogin() {
      passwordLogin = true;
      return this;
    }

    /** More arguments for QEMU. */
    public Builder extraArguments(String... values) {
      extraArguments.addAll(List.of(values));
      return this;
    }

    private FirmwareKind usualFirmware() {
      if (architecture.hasBios()) {
        return FirmwareKind.BIOS;
      }
      return boot instanceof BootMedium.Kernel ? FirmwareKind.NONE : FirmwareKind.UEFI;
    }

    /**
     * The specification.
     *
     * @throws IllegalArgumentException with a line for the user when a value can't be had
     */
    public MachineSpec build() {
      return new MachineSpec(
          boot,
          architecture,
          memoryMiB,
          cpus,
          firmware.orElseGet(this::usualFirmware),
          disks,
          shares,
          forwards,
          accelerator,
          counted,
          acceptOldQemu,
          passwordLogin,
          Told.NOTHING,
          Optional.empty(),
          extraArguments);
    }
  }
}
