package org.boot2docker.guest.init.grow;

import org.boot2docker.guest.init.partition.BlockException;
import org.boot2docker.guest.init.partition.Extent;
import org.boot2docker.guest.init.partition.Growth;
import org.boot2docker.guest.init.partition.KernelBlock;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;

/** The process that makes a partition larger, apart from PID 1 because a disk may take its time. */
public final class GrowTask implements Runnable {
  private final Kernel kernel;
  private final Log log;
  private final String disk;
  private final int number;

  /** For a disk, by its kernel name, and the number of a partition that is not in use. */
  public GrowTask(Kernel kernel, String disk, int number) {
    this.kernel = kernel;
    this.log = new Log(kernel);
    this.disk = disk;
    this.number = number;
  }

  /** Changes the table and tells the kernel; says why if it can't be done. */
  @Override
  public void run() {
    try (KernelBlock block = KernelBlock.open(kernel, disk)) {
      Extent extent = Growth.of(block).grow(number);
      int fd = block.descriptor();
      log.check(
          kernel.resizePartition(fd, number, extent.start(), extent.length()),
          "telling the kernel of the larger partition");
    } catch (BlockException e) {
      log.error("/dev/" + disk + " has grown, but its partition can't grow: " + e.getMessage());
    }
  }
}
