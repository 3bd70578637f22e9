package org.boot2docker.guest.init.disk;

import java.util.function.IntConsumer;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Mounts ext4; if its driver is just being loaded, then.
 *
 * <p>A disk with the label is taken as soon as it appears, which may be before ext4. Linux has
 * modprobe load what it lacks, but modprobe takes a module that is being loaded for loaded.
 */
final class Ext4Mount {
  /** How long a driver that is being loaded is waited for, and how often looked at, in ms. */
  private static final long PATIENCE = 30_000;

  private static final long LOOK_AGAIN = 20;

  private final Kernel kernel;
  private final Loop loop;
  private final Candidate disk;
  private final String point;

  Ext4Mount(Kernel kernel, Loop loop, Candidate disk) {
    this.kernel = kernel;
    this.loop = loop;
    this.disk = disk;
    this.point = "/mnt/" + disk.name();
  }

  /** Where the disk's files are once it is mounted. */
  String point() {
    return point;
  }

  /**
   * Mounts the disk.
   *
   * @param flags of mount(2)
   * @param options of ext4
   * @param then called once, with 0 or the negative error number
   */
  void with(long flags, String options, IntConsumer then) {
    kernel.makeDirectory(point, 0755);
    attempt(flags, options, then, kernel.millis() + PATIENCE);
  }

  private void attempt(long flags, String options, IntConsumer then, long end) {
    boolean loading = driver().contains(" Loading ") && kernel.millis() < end;
    int result = loading ? -Linux.ENODEV : mount(flags, options);
    if (result == -Linux.ENODEV && !driver().isEmpty() && kernel.millis() < end) {
      loop.after(LOOK_AGAIN, () -> attempt(flags, options, then, end));
    } else {
      then.accept(result);
    }
  }

  private int mount(long flags, String options) {
    return kernel.mount(disk.device(), point, "ext4", flags, options);
  }

  /** The line of ext4 among the kernel's modules, with its state; empty when it is none of them. */
  private String driver() {
    return Text.lines(Text.read(kernel, "/proc/modules").orElse("")).stream()
        .filter(line -> line.startsWith("ext4 "))
        .findFirst()
        .orElse("");
  }
}
