package org.boot2docker.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.build.BootFiles;
import org.boot2docker.machine.model.MachineException;

/**
 * One system that is booted again and again.
 *
 * @param name for people: the image's file, or the peer's directory
 * @param bytes size of what has to be downloaded: the image, or kernel and RAM file system
 * @param kernel the kernel's file
 * @param initramfs the file of the RAM file system
 * @param commandLine what the kernel is told
 */
public record Contender(String name, long bytes, Path kernel, Path initramfs, String commandLine) {
  /** As our own images have it. */
  private static final String PEERS_COMMAND_LINE = "loglevel=3 console=tty0 console=ttyS0,115200";

  /** An image of ours, taken apart into a directory and with our probe added. */
  public static Contender image(Path iso, Path directory, int memoryMiB) throws IOException {
    BootFiles files = BootFiles.extract(iso, directory);
    Probe.addTo(files.initramfs());
    return new Contender(
        iso.toString(),
        Files.size(iso),
        files.kernel(),
        files.initramfs(),
        files.commandLine(memoryMiB));
  }

  /**
   * What {@code bench/peer} made in a directory.
   *
   * @throws MachineException when that is not there
   */
  public static Contender peer(Path directory) throws IOException {
    Path kernel = directory.resolve("vmlinuz");
    Path initramfs = directory.resolve("initrd.img");
    if (!Files.exists(kernel) || !Files.exists(initramfs)) {
      throw new MachineException(
          directory
              + " holds no vmlinuz and initrd.img; 'bench/peer "
              + directory
              + "' makes them");
    }
    long bytes = Files.size(kernel) + Files.size(initramfs);
    return new Contender(directory.toString(), bytes, kernel, initramfs, PEERS_COMMAND_LINE);
  }
}
