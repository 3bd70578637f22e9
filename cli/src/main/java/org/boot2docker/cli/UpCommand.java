package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.boot2docker.builder.ImageBuilder;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.KeptBootFiles;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.MachineStatus;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.Architecture;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Progress;
import org.boot2docker.machine.model.Share;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code boot2docker up}. */
@Command(
    name = "up",
    aliases = {"start", "boot"},
    description =
        "Boot the image as a local machine, building it first when there is none, until Docker"
            + " answers.")
final class UpCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--iso",
      paramLabel = "FILE",
      description = "The image to boot (default: ~/.boot2docker/boot2docker.iso).")
  @Nullable Path iso;

  @Option(names = "--build", description = "Build the image even when there is one.")
  boolean build;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "2048",
      description = "Memory in MiB (default: ${DEFAULT-VALUE}).")
  int memory;

  @Option(
      names = "--cpus",
      paramLabel = "N",
      description = "Processors (default: one each core, at most 4).")
  @Nullable Integer cpus;

  @Option(
      names = "--disk",
      paramLabel = "FILE",
      description = "A raw disk image, or one that ends in .qcow2, to keep data on.")
  List<Path> disks = new ArrayList<>();

  @Option(
      names = "--share",
      paramLabel = "DIR[:TAG][:ro]",
      description =
          "Mount a folder of this machine in the guest, on the same path or where TAG says;"
              + " read-only with :ro.")
  List<String> shares = new ArrayList<>();

  @Option(
      names = {"-p", "--publish"},
      paramLabel = "HOST:GUEST",
      description = "Lead a port of 127.0.0.1 to a port of the guest.")
  List<String> ports = new ArrayList<>();

  @Option(names = "--uefi", description = "Boot with UEFI instead of BIOS.")
  boolean uefi;

  @Option(names = "--usb", description = "Boot the image as a USB stick.")
  boolean usb;

  @Option(
      names = "--cd",
      description =
          "Boot the image as a CD, by its own boot loader, instead of starting its kernel at once.")
  boolean cd;

  @Option(
      names = "--accelerator",
      paramLabel = "NAME",
      description = "kvm, hvf, whpx or tcg (default: the best that works).")
  @Nullable Accelerator accelerator;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long the guest may take to start (default: ${DEFAULT-VALUE}).")
  int timeout;

  @Mixin BuildOptions options;
  @Mixin MachineOptions machineOptions;
  @Mixin OutputOptions style;
  @Mixin CommonOptions common;

  UpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Machine machine = machineOptions.machine();
    if (!machine.isRunning()) {
      Path image = image();
      machine.start(spec(image, machine), progress());
    }
    Duration limit = Duration.ofSeconds(timeout);
    machine.awaitSsh(limit, progress());
    String version = machine.awaitDocker(limit, progress());
    if (style.json) {
      terminal.print(machine.status().toJson());
    } else if (!style.quiet) {
      printUse(machine, version);
    }
    return 0;
  }

  private Path image() throws IOException {
    Path image = iso == null ? Directories.image(System.getenv()) : iso;
    if (build || !Files.exists(image)) {
      if (iso != null && !build) {
        throw new MachineException(
            "there is no image " + image + "; build it with 'boot2docker build -o " + image + "'");
      }
      Files.createDirectories(image.toAbsolutePath().getParent());
      try (BuildPrinter printer = new BuildPrinter(terminal, style)) {
        ImageBuilder.build(options.request(image, Optional.empty()), printer);
      }
    }
    return image;
  }

  private Architecture architecture() throws IOException {
    return Architecture.valueOf(options.architecture().name());
  }

  private BootMedium medium(Path image, Machine machine) throws IOException {
    if (usb) {
      return new BootMedium.UsbStick(image);
    }
    if (cd || uefi || architecture() != Architecture.AMD64) {
      return new BootMedium.Cd(image);
    }
    // Firmware and boot loader read the image slowly, a sector at a time.
    machine.directory().create();
    Path kept = machine.directory().path().resolve("boot");
    Optional<BootFiles> files = new KeptBootFiles(image, kept, progress()::say).forMemory(memory);
    if (files.isEmpty()) {
      return new BootMedium.Cd(image);
    }
    String words = files.get().commandLine(memory);
    return new BootMedium.Kernel(
        image,
        files.get().kernel(),
        files.get().initramfs(),
        words,
        BootMedium.Kernel.FOR_EMULATION);
  }

  private MachineSpec spec(Path image, Machine machine) throws IOException {
    try {
      MachineSpec.Builder spec = MachineSpec.booting(medium(image, machine));
      spec.architecture(architecture());
      spec.memoryMiB(memory);
      if (cpus != null) {
        spec.cpus(cpus);
      }
      if (uefi) {
        spec.firmware(FirmwareKind.UEFI);
      }
      if (accelerator != null) {
        spec.accelerator(accelerator);
      }
      disks.forEach(file -> spec.disk(disk(file)));
      shares.forEach(share -> spec.share(Share.parse(share)));
      for (String port : ports) {
        publish(port, spec);
      }
      return spec.build();
    } catch (IllegalArgumentException e) {
      throw new MachineException(String.valueOf(e.getMessage()), e);
    }
  }

  private static DataDisk disk(Path file) {
    return file.toString().endsWith(".qcow2") ? DataDisk.qcow2(file) : DataDisk.raw(file);
  }

  private static void publish(String port, MachineSpec.Builder spec) {
    String[] ends = port.split(":", -1);
    if (ends.length != 2 || !ends[0].matches("\\d{1,5}") || !ends[1].matches("\\d{1,5}")) {
      throw new IllegalArgumentException(
          "-p " + port + " is not two ports with a colon between, as in -p 8080:80");
    }
    spec.forward(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
  }

  private Progress progress() {
    return style.quiet || style.json ? Progress.silent() : terminal::say;
  }

  private void printUse(Machine machine, String version) throws IOException {
    MachineStatus status = machine.status();
    terminal.print("Docker " + version + " is up. Use it with");
    terminal.print("  docker --context " + status.dockerContext() + " run hello-world");
    terminal.print("or  export DOCKER_HOST=unix://" + status.dockerSocket());
    terminal.print("A shell in the machine: boot2docker ssh    Its end: boot2docker stop");
  }
}
