package org.boot2docker.guest.init.boot;

import java.util.List;
import java.util.Locale;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.KernelParameters;
import org.boot2docker.guest.system.bytes.Ascii;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Entropy;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/** What makes this machine itself: host name, machine id, randomness; kept on the data disk. */
final class Identity {
  private static final String STATE = GuestPaths.STATE;
  private static final String DEFAULT_HOST_NAME = "boot2docker";
  private static final String HOST_NAME = STATE + "/etc/hostname";
  private static final String HOSTS = "/etc/hosts";
  private static final int LONGEST_HOST_NAME = 64;
  private static final String MACHINE_ID = STATE + "/etc/machine-id";
  private static final String SEED = STATE + "/random-seed";
  private static final int SEED_BYTES = 512;

  /** Of which copy the disk is, when it has made its own keys and ids. */
  private static final String COPY = STATE + "/etc/copy";

  private static final String ENGINE_ID = EngineId.FILE;

  private static final String RANDOM = "/dev/urandom";

  private final Kernel kernel;
  private final Log log;

  Identity(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
  }

  /** The name until the data disk is known. */
  void preliminary() {
    kernel.setHostName(DEFAULT_HOST_NAME);
  }

  /** Takes what the persistent directory has, and makes what is missing. */
  void settle() {
    kernel.makeDirectory(STATE + "/etc", 0755);
    kernel.makeDirectory(STATE + "/etc/docker", 0755);
    kernel.makeDirectory(STATE + "/log", 0755);
    kernel.makeDirectory(STATE + "/ssh", 0700);
    forgetOriginal();
    settleHostName();
    settleMachineId();
    useSeed();
  }

  /**
   * On a copy of another machine's disk: nobody must be able to take one for the other, nor to read
   * the traffic of one with the keys of the other.
   */
  private void forgetOriginal() {
    String copy =
        new CommandLine(Text.line(kernel, "/proc/cmdline"))
            .value(KernelParameters.IDENTITY)
            .orElse("");
    if (copy.isEmpty() || copy.equals(Text.line(kernel, COPY))) {
      return;
    }
    forgetKeys();
    kernel.unlink(ENGINE_ID);
    log.check(Text.replace(kernel, COPY, copy + "\n", 0644), "writing " + COPY);
    log.info("this is a copy of another machine: it gets keys and ids of its own");
  }

  private void forgetKeys() {
    for (String directory : List.of(STATE + "/ssh", GuestPaths.TLS)) {
      for (String name : kernel.list(directory)) {
        kernel.unlink(directory + "/" + name);
      }
    }
    kernel.unlink(MACHINE_ID);
    kernel.unlink(SEED);
  }

  /** In a machine that starts from a template, where Docker keeps running. */
  void renew() {
    forgetKeys();
    settleHostName();
    settleMachineId();
  }

  /**
   * Once more, for the case that fw_cfg's driver comes after the disk, and nobody has set a name.
   */
  void settleLateHostName() {
    boolean unset = Text.line(kernel, "/proc/sys/kernel/hostname").equals(DEFAULT_HOST_NAME);
    if (unset && Text.line(kernel, HOST_NAME).isEmpty()) {
      settleHostName();
    }
  }

  /** The disk's name comes before that which QEMU gives. */
  private void settleHostName() {
    String kept = Text.line(kernel, HOST_NAME);
    String given = new FirmwareConfig(kernel).text(FirmwareNames.HOST_NAME).orElse("").trim();
    String name = kept.isEmpty() ? given : kept;
    if (name.isEmpty()) {
      name = DEFAULT_HOST_NAME;
    } else if (!isHostName(name) || kernel.setHostName(name) < 0) {
      String origin = kept.isEmpty() ? "fw_cfg " + FirmwareNames.HOST_NAME : HOST_NAME;
      log.error(origin + " has no valid host name: using " + DEFAULT_HOST_NAME);
      name = DEFAULT_HOST_NAME;
    }
    Text.write(kernel, "/etc/hostname", name + "\n", 0644);
    String hosts = Text.read(kernel, HOSTS).orElse("");
    Text.replace(
        kernel, HOSTS, hosts.replace(" " + DEFAULT_HOST_NAME + "\n", " " + name + "\n"), 0644);
  }

  /** Letters, digits, hyphens and dots (RFC 1123), as long as the kernel takes them. */
  private static boolean isHostName(String name) {
    return Ascii.isMadeOf(name, "-.") && name.length() <= LONGEST_HOST_NAME;
  }

  private void settleMachineId() {
    String id = Text.line(kernel, MACHINE_ID);
    if (id.length() != 32) {
      String uuid = Text.line(kernel, "/proc/sys/kernel/random/uuid");
      id = uuid.replace("-", "").toLowerCase(Locale.ROOT);
      Text.replace(kernel, MACHINE_ID, id + "\n", 0444);
    }
    Text.write(kernel, "/etc/machine-id", id + "\n", 0444);
  }

  /**
   * Feeds the seed to the kernel, whose random numbers are then good at once. The seed is removed
   * first: one that may be used a second time gives no credit.
   */
  private void useSeed() {
    byte[] seed = Text.bytes(kernel, SEED).orElse(new byte[0]);
    if (seed.length != SEED_BYTES) {
      return;
    }
    boolean removed = kernel.unlink(SEED) >= 0 && flush(STATE);
    log.check(new Entropy(kernel).add(seed, removed), "using the random seed");
  }

  /**
   * Writes a seed for the next boot, flushed to the disk.
   *
   * <p>To be called when Docker runs: before the kernel has enough randomness, reading any makes it
   * gather some, which takes seconds in an emulator.
   */
  void saveSeed() {
    writeSeed();
    flush(SEED);
  }

  /** Writes a seed that others flush: with a slow disk that may take minutes. */
  void writeSeed() {
    byte[] seed = new byte[SEED_BYTES];
    int device = kernel.open(RANDOM, Linux.O_RDONLY, 0);
    kernel.read(device, seed);
    kernel.close(device);
    Text.write(kernel, SEED, seed, 0600);
  }

  private boolean flush(String path) {
    int fd = kernel.open(path, Linux.O_RDONLY, 0);
    int flushed = kernel.flush(fd);
    kernel.close(fd);
    return flushed >= 0;
  }
}
