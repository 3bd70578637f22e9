package org.boot2docker.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.Manifest;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.MachineException;

/**
 * One system that is booted again and again.
 *
 * @param architecture what it runs on
 * @param name for people: the image's file, or the peer's directory
 * @param bytes size of what has to be downloaded: the image, or kernel and RAM file system
 * @param kernel the kernel's file
 * @param initramfs the file of the RAM file system
 * @param commandLine kernel parameters
 * @param whenEmulated additional kernel parameters without acceleration
 */
public record Contender(
    Architecture architecture,
    String name,
    long bytes,
    Path kernel,
    Path initramfs,
    String commandLine,
    String whenEmulated) {
  /** Some kernels log without; {@link Boot} needs them. */
  private static final String TIME_STAMPS = " printk.time=1";

  /** As our own images have it. */
  private static final String PEERS_COMMAND_LINE = "loglevel=3 console=tty0 console=%s,115200";

  /**
   * An image of ours, taken apart into a directory and with our probe added.
   *
   * @param unpacked whether the kernel is started as {@code up} does it: handed a RAM file system
   *     with nothing to decompress; the kernel learns when it is emulated
   */
  public static Contender image(Path iso, Path directory, int memoryMiB, boolean unpacked)
      throws IOException {
    BootFiles files = BootFiles.extract(iso, directory);
    if (unpacked) {
      files = files.unpacked(directory.resolve("initrd.cpio"), Progress.SILENT);
    }
    String name = Manifest.ofImage(iso).architecture();
    Architecture architecture = Architecture.ofDebianName(name).orElseGet(Architecture::host);
    Probe.addTo(files.initramfs(), architecture);
    return new Contender(
        architecture,
        name(iso, unpacked),
        Files.size(iso),
        files.kernel(),
        files.initramfs(),
        files.commandLine(memoryMiB) + TIME_STAMPS,
        unpacked ? BootMedium.Kernel.FOR_EMULATION : "");
  }

  private static String name(Path file, boolean unpacked) {
    return unpacked ? file + " unpacked" : file.toString();
  }

  /**
   * What {@code bench/peer} made in a directory.
   *
   * @param work directory for what is made of it
   * @param unpacked whether its RAM file system is unpacked before, too
   * @throws MachineException when that is not there
   */
  public static Contender peer(Path directory, Path work, boolean unpacked) throws IOException {
    Path kernel = directory.resolve("vmlinuz");
    Path initramfs = directory.resolve("initrd.img");
    if (InputFile.fault(kernel).isPresent() || InputFile.fault(initramfs).isPresent()) {
      throw new MachineException(
          directory
              + " has no vmlinuz and initrd.img: make them with 'bench/peer "
              + directory
              + "'");
    }
    long bytes = Files.size(kernel) + Files.size(initramfs);
    if (unpacked) {
      Path to = work.resolve("peer.cpio");
      BootFiles.unpack(initramfs, to, true);
      initramfs = to;
    }
    Architecture host = Architecture.host();
    String commandLine = PEERS_COMMAND_LINE.formatted(host.serialConsole());
    return new Contender(
        host, name(directory, unpacked), bytes, kernel, initramfs, commandLine, "");
  }
}
