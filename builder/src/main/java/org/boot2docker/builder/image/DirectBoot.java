package org.boot2docker.builder.image;

import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.fat.FatWriter;

/** The room for what boots with UEFI from kernel and RAM file system in our FAT image. */
final class DirectBoot {
  /** Begins the names of the loader's packages. */
  static final String LOADER = "systemd-boot";

  /** The tables of the file system and the loader itself take less than the last MiB. */
  static final long MOST_BYTES = FatWriter.MAX_SIZE - (1 << 20);

  private DirectBoot() {}

  /** Whether the medium boots by such a loader. */
  static boolean isWanted(IsoSpec spec) {
    return spec.uefi().stream()
        .flatMap(each -> each.names().stream())
        .anyMatch(name -> name.startsWith(LOADER));
  }

  /**
   * Checks that files fit.
   *
   * @throws BuildException when they don't
   */
  static void requireRoom(long bytes) throws BuildException {
    if (bytes > MOST_BYTES) {
      throw new BuildException(
          "kernel, RAM file system and container images have %d MiB or more, and the FAT image that UEFI reads holds %d: leave container images out, or boot with GRUB (a profile such as default, and no --secure-boot-key)"
              .formatted(bytes >> 20, MOST_BYTES >> 20));
    }
  }

  /** What is known before the minutes that compression takes: images are compressed already. */
  static void requireRoom(IsoInputs inputs) throws BuildException {
    if (inputs.secureBoot().isPresent() || isWanted(inputs.iso())) {
      requireRoom(inputs.base().kernel().content().size() + inputs.containers().tree().bytes());
    }
  }
}
