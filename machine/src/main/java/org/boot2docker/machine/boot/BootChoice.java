package org.boot2docker.machine.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFileStore;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.KeptBootFiles;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;

/** Decides how a machine boots an image: by the image's own boot loader, or without one. */
public final class BootChoice {
  private final ImageFile image;
  private final Settings settings;

  /** For an image and what the user chose. */
  public BootChoice(ImageFile image, Settings settings) {
    this.image = image;
    this.settings = settings;
  }

  /**
   * The guest's architecture: what was chosen, else the image's, else this host's.
   *
   * @throws MachineException when the image is for another one than was chosen
   */
  public Architecture architecture() throws MachineException {
    Optional<String> chosen = settings.one(Setting.ARCH);
    Optional<String> built = image.manifest().map(manifest -> manifest.architecture());
    if (chosen.isPresent() && built.isPresent() && !chosen.equals(built)) {
      throw new MachineException(
          "image %s is for %s, not for %s: leave out --arch, or build one with --build"
              .formatted(image.file(), built.get(), chosen.get()));
    }
    Optional<String> name = built.or(() -> chosen);
    return name.isPresent() ? known(name.get()) : Architecture.host();
  }

  /** Checks that the machine has memory enough, however the image is started. */
  public void requireMemory() throws IOException {
    if (image.manifest().isPresent()) {
      BootFiles.requireMemory(image.manifest().get(), settings.memoryMiB());
    }
  }

  private Architecture known(String name) throws MachineException {
    return Architecture.ofDebianName(name.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new MachineException(
                    "image %s: no machine has the architecture %s: choose %s"
                        .formatted(image.file(), name, Architecture.choices())));
  }

  /**
   * What to boot from.
   *
   * @param directory where kernel and RAM file system of an image are kept for a start without its
   *     boot loader
   * @param store of which other machines have them, too
   */
  public BootMedium medium(Path directory, BootFileStore store, Progress progress)
      throws IOException {
    requireMedium();
    if (settings.has(Setting.USB)) {
      return new BootMedium.UsbStick(image.file());
    }
    return hasLoader() ? new BootMedium.Cd(image.file()) : kernel(directory, store, progress);
  }

  /**
   * Checks that the image is one of the medium that was chosen.
   *
   * @throws MachineException when it is not
   */
  public void requireMedium() throws MachineException {
    if (!settings.has(Setting.USB) && !image.iso()) {
      throw new MachineException(
          "image %s is a disk, not an ISO image: boot it with --usb".formatted(image.file()));
    }
  }

  /** Whether the image's own boot loader starts it. */
  public boolean hasLoader() {
    return settings.has(Setting.USB)
        || settings.has(Setting.CD)
        || settings.has(Setting.UEFI)
        || image.manifest().isEmpty();
  }

  /** Firmware and boot loader read the image slowly, a sector at a time. */
  private BootMedium kernel(Path directory, BootFileStore store, Progress progress)
      throws IOException {
    int memory = settings.memoryMiB();
    Optional<BootFiles> files =
        new KeptBootFiles(image.file(), directory, Optional.of(store), progress).forMemory(memory);
    if (files.isEmpty()) {
      return new BootMedium.Cd(image.file());
    }
    return new BootMedium.Kernel(
        image.file(),
        files.get().kernel(),
        files.get().initramfs(),
        files.get().commandLine(memory),
        BootMedium.Kernel.FOR_EMULATION);
  }
}
