package org.boot2docker.machine.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.boot2docker.contract.DeviceNames;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * Turns a specification into QEMU's command line; looks at nothing outside its arguments.
 *
 * @param directory where sockets, logs and keys are
 * @param accelerator what executes the guest
 * @param sshPort port on 127.0.0.1 that is forwarded to the guest's port 22
 * @param uefiCode the UEFI firmware; empty for BIOS
 * @param sharing how the folders of the host are served
 * @param daemon whether QEMU puts itself in the background, out of reach of the terminal
 */
public record QemuCommand(
    MachineDirectory directory,
    Accelerator accelerator,
    int sshPort,
    Optional<Path> uefiCode,
    Sharing sharing,
    boolean daemon) {

  /** What the name that a QEMU has begins with; the machine's name follows. */
  public static final String NAME = "boot2docker-";

  /** Of the group of organisations (RFC 2365), kept from leaving the host; its port follows. */
  static final String MULTICAST = "socket,id=net1,localaddr=127.0.0.1,mcast=239.192.0.2:";

  /** The card on that network; its address follows. */
  static final String WIRE_CARD = "virtio-net-pci,netdev=net1,romfile=";

  static final String CONSOLE = "socket,id=console,";
  static final String NEW_LOG = ",logappend=off";

  /** Memory that belongs to QEMU alone; its size follows. */
  static final String MEMORY = "memory-backend-ram,id=memory,size=";

  static final String BALLOON = "virtio-balloon-pci";
  static final String REPORTING = BALLOON + ",free-page-reporting=on";

  /** How the value of a data disk's {@code -drive} begins; its number follows. */
  static final String DISK = "if=none,id=disk";

  static final String FILE = "file=";

  /** Later than any image that it starts is old, or it would move its clock up to its own date. */
  private static final String COUNTED_DATE = "2040-01-01T00:00:00";

  /** All arguments, the program first. */
  public List<String> arguments(String program, MachineSpec spec) {
    Arguments to = new Arguments();
    to.add(program);
    // First, for these name the machine to whoever looks at the process.
    to.add("-name", escape(NAME + directory.name()));
    to.add("-pidfile", directory.qemuPid().toString());
    addProcessor(to, spec);
    addMemory(to, spec);
    addFirmware(to);
    addConsole(to);
    addBoot(to, spec);
    addDisks(to, spec);
    if (spec.counted()) {
      addCounting(to);
    } else {
      // Packets come when the host finds the time.
      addNetwork(to, spec);
    }
    addSmallDevices(to, spec);
    addAgent(to);
    for (String name : new TreeSet<>(spec.told().texts().keySet())) {
      to.add("-fw_cfg", "name=" + name + "," + file(directory.given(name)));
    }
    new ShareArguments(directory, sharing).of(spec).forEach(to::add);
    if (daemon) {
      addLog(to);
      to.add("-daemonize");
    }
    spec.extraArguments().forEach(to::add);
    return List.copyOf(to.list);
  }

  /**
   * In the background QEMU drops its standard error unless it logs into a file. It logs only when
   * something is to be logged; system calls are not, when it emulates a machine.
   */
  private void addLog(Arguments to) {
    String file = directory.qemuLog().toString();
    // QEMU takes a percent sign for the place of its process id, and refuses any other.
    if (!file.contains("%")) {
      to.add("-D", file);
      to.add("-d", "strace");
    }
  }

  private void addProcessor(Arguments to, MachineSpec spec) {
    boolean tcg = accelerator == Accelerator.TCG;
    to.add("-machine", machine(spec));
    to.add("-accel", tcg ? "tcg,thread=" + threads(spec) : accelerator.qemuName());
    to.add("-cpu", tcg ? QemuTarget.of(spec.architecture()).emulatedProcessor() : "host");
    to.add("-smp", Integer.toString(spec.cpus()));
    to.add("-m", spec.memoryMiB() + "M");
    // Nothing but what is named here: no VGA, floppy, parallel port, nor the user's own settings.
    to.add("-nodefaults", "-no-user-config");
    to.add("-display", "none");
  }

  /** An object of its own, so that a saved machine can have another kind of memory instead. */
  private void addMemory(Arguments to, MachineSpec spec) {
    if (!sharesMemory(spec)) {
      to.add("-object", MEMORY + spec.memoryMiB() + "M");
    }
  }

  /** Whether the servers of folders have the guest's memory, too. */
  private boolean sharesMemory(MachineSpec spec) {
    return sharing.server() == Sharing.Server.VIRTIOFS && !spec.shares().isEmpty();
  }

  private String machine(MachineSpec spec) {
    QemuTarget target = QemuTarget.of(spec.architecture());
    StringBuilder machine = new StringBuilder(target.machineType());
    // A drive that the user adds may want the controller that the CD is at, too.
    boolean sata = spec.boot() instanceof BootMedium.Cd || !spec.extraArguments().isEmpty();
    if (!sata) {
      machine.append(target.withoutSata());
    }
    return machine.append(ShareArguments.MEMORY).toString();
  }

  private static String threads(MachineSpec spec) {
    return spec.counted() ? "single" : "multi";
  }

  /** A clock of instructions, and the same date and random numbers at each start. */
  private static void addCounting(Arguments to) {
    to.add("-icount", "shift=0,sleep=off");
    to.add("-rtc", "base=" + COUNTED_DATE + ",clock=vm");
    to.add("-seed", "1");
  }

  private void addFirmware(Arguments to) {
    uefiCode.ifPresent(
        code -> {
          to.add("-drive", "if=pflash,unit=0,format=raw,readonly=on," + file(code));
          to.add("-drive", "if=pflash,unit=1,format=raw," + file(directory.uefiVariables()));
        });
  }

  private void addConsole(Arguments to) {
    // The log is written by QEMU itself, from the first byte, whether or not anybody is connected.
    to.add(
        "-chardev",
        CONSOLE
            + "server=on,wait=off,path=%s,logfile=%s"
                .formatted(
                    escape(directory.consoleSocket().toString()),
                    escape(directory.consoleLog().toString()))
            + NEW_LOG);
    to.add("-serial", "chardev:console");
    to.add(
        "-chardev",
        "socket,id=qmp,server=on,wait=off,path=" + escape(directory.qmpSocket().toString()));
    to.add("-mon", "chardev=qmp,mode=control");
  }

  private void addBoot(Arguments to, MachineSpec spec) {
    BootMedium boot = spec.boot();
    if (boot instanceof BootMedium.Kernel kernel) {
      to.add("-kernel", kernel.kernel().toAbsolutePath().toString());
      to.add("-initrd", kernel.initramfs().toAbsolutePath().toString());
      boolean told = accelerator == Accelerator.TCG && !kernel.whenEmulated().isEmpty();
      // What the image says comes later, and counts.
      String words = told ? kernel.whenEmulated() + " " : "";
      String more = spec.told().parameters().isEmpty() ? "" : " " + spec.told().parameters();
      to.add("-append", words + kernel.commandLine() + more);
      return;
    }
    boolean cd = boot instanceof BootMedium.Cd;
    to.add(
        "-drive",
        "if=none,id=boot,format=raw,readonly=on,%s%s"
            .formatted(cd ? "media=cdrom," : "", file(boot.image())));
    if (boot instanceof BootMedium.UsbStick) {
      to.add("-device", "qemu-xhci");
      to.add("-device", "usb-storage,drive=boot,bootindex=0");
    } else if (!cd) {
      to.add("-device", "virtio-blk-pci,drive=boot,bootindex=0");
    } else {
      QemuTarget.of(spec.architecture()).cd().forEach(device -> to.add("-device", device));
    }
  }

  private void addDisks(Arguments to, MachineSpec spec) {
    int number = 0;
    for (DataDisk disk : spec.disks()) {
      to.add(
          "-drive",
          DISK
              + "%d,format=%s,discard=unmap,%s"
                  .formatted(number, disk.format().qemuName(), file(disk.file())));
      to.add("-device", "virtio-blk-pci,drive=disk" + number);
      number++;
    }
  }

  private void addNetwork(Arguments to, MachineSpec spec) {
    to.add("-netdev", UserNetwork.of(sshPort, spec.forwards()));
    // No option ROM: it would offer to boot from the network.
    to.add("-device", "virtio-net-pci,netdev=net0,romfile=");
    spec.wire()
        .ifPresent(
            wire -> {
              to.add("-netdev", MULTICAST + wire.group());
              to.add("-device", WIRE_CARD + ",mac=" + wire.hardwareAddress());
            });
    to.add("-fw_cfg", "name=" + FirmwareNames.HOST + ",string=" + UserNetwork.HOST);
  }

  private void addSmallDevices(Arguments to, MachineSpec spec) {
    to.add("-device", "virtio-rng-pci");
    // Gives memory that the guest freed back to the host.
    to.add("-device", REPORTING);
    to.add("-fw_cfg", "name=" + FirmwareNames.AUTHORIZED_KEYS + "," + file(directory.publicKey()));
    if (!spec.passwordLogin()) {
      // All users of this host can connect to the port for SSH, and know the password.
      to.add("-fw_cfg", "name=" + FirmwareNames.PASSWORD + ",string=keys");
    }
  }

  private void addAgent(Arguments to) {
    to.add("-device", "virtio-serial-pci");
    to.add(
        "-chardev",
        "socket,id=agent,server=on,wait=off,path=" + escape(directory.agentSocket().toString()));
    to.add("-device", "virtserialport,chardev=agent,name=" + DeviceNames.GUEST_AGENT);
  }

  private static String file(Path path) {
    return FILE + escape(path.toAbsolutePath().toString());
  }

  /** In QEMU's options a comma ends a value; two stand for one. */
  static String escape(String value) {
    return value.replace(",", ",,");
  }

  private static final class Arguments {
    private final List<String> list = new ArrayList<>();

    void add(String... values) {
      list.addAll(List.of(values));
    }
  }
}
