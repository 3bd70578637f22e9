package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.Accelerator;

/** Remembers a probe's answer as long as host, kernel and QEMU are the same. */
public final class AcceleratorCache {
  /** Changes at every start of a Linux host. */
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private static final int MOST_BYTES = 1 << 16;

  private final Path folder;

  /** Keeps its file in a folder, which is made when needed. */
  public AcceleratorCache(Path folder) {
    this.folder = folder;
  }

  private record Entry(String key, String accelerator, String reason) {}

  /** The remembered answer, or that of a probe now. */
  public AcceleratorProbe.Choice choose(Qemu qemu) throws IOException {
    Path file = folder.resolve("accelerator-" + qemu.architecture().debianName() + ".json");
    String key = key(qemu);
    Optional<AcceleratorProbe.Choice> kept = kept(file, key);
    if (kept.isPresent()) {
      return kept.get();
    }
    AcceleratorProbe.Choice choice = new AcceleratorProbe(qemu).choose();
    Files.createDirectories(folder);
    Entry entry = new Entry(key, choice.accelerator().name(), choice.reason());
    AtomicFile.passingText(file, Json.text(entry) + "\n");
    return choice;
  }

  /** A file that is not ours, or of another version of this program, counts as none. */
  private static Optional<AcceleratorProbe.Choice> kept(Path file, String key) {
    try {
      Entry entry = Json.read(InputFile.text(file, MOST_BYTES), Entry.class);
      return key.equals(entry.key())
          ? Optional.of(
              new AcceleratorProbe.Choice(
                  Accelerator.ofQemuName(String.valueOf(entry.accelerator())),
                  String.valueOf(entry.reason())))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String key(Qemu qemu) throws IOException {
    String boot = Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "";
    // Access to the device counts too: the user may have joined its group since.
    boolean kvm = Files.isWritable(Path.of("/dev/kvm"));
    return String.join(
        " ",
        System.getProperty("os.version", ""),
        boot,
        qemu.program().toString(),
        qemu.version().toString(),
        kvm ? "kvm" : "-");
  }
}
