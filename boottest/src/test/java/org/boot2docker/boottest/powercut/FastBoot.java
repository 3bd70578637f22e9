package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.KeptBootFiles;
import org.boot2docker.machine.model.BootMedium;

/** The image as {@code up} boots it, which is the fastest way. */
final class FastBoot {
  static final int MEMORY_MIB = 2048;

  private FastBoot() {}

  /** Takes the boot files out of the image, into a directory. */
  static BootMedium medium(BuiltImage image, Path directory) throws IOException {
    BootFiles files =
        new KeptBootFiles(image.iso(), directory.resolve("boot"), System.out::println)
            .forMemory(MEMORY_MIB)
            .orElseThrow();
    return new BootMedium.Kernel(
        image.iso(),
        files.kernel(),
        files.initramfs(),
        files.commandLine(MEMORY_MIB),
        BootMedium.Kernel.FOR_EMULATION);
  }
}
