package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.boot.BootChoice;
import org.boot2docker.machine.boot.ImageFile;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;
import org.boot2docker.machine.upgrade.KeptImages;
import org.boot2docker.machine.upgrade.Trial;

/**
 * Gives a machine another image and keeps its data. When Docker doesn't answer with the new image,
 * the machine goes back to the one that it had.
 */
public final class Upgrade {
  /** A guest that has not come up may still have its disk mounted. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final Machine machine;
  private final MachineDirectory directory;
  private final Map<String, String> environment;
  private final Progress progress;

  /** That of a machine. */
  public Upgrade(Machine machine, Map<String, String> environment, Progress progress) {
    this.machine = machine;
    this.directory = machine.directory();
    this.environment = Map.copyOf(environment);
    this.progress = progress;
  }

  /** Makes the new image. */
  @FunctionalInterface
  public interface NewImage {
    /**
     * The image.
     *
     * @param before the image that the machine has
     * @param folder an empty one, which is deleted in the end
     */
    Path make(Path before, Path folder) throws IOException;
  }

  /**
   * Boots the machine from another image, and waits for Docker.
   *
   * @param limit how long each of SSH server and Docker may take
   * @param stop how long the guest may take to shut down before
   * @return the new image; empty when the machine has it already, and is left as it is
   * @throws MachineException when the new image can't be used; then the machine has its former one,
   *     and runs if it was touched at all
   */
  @SuppressWarnings("try") // The lock is only held.
  public Optional<Path> run(NewImage image, Duration limit, Duration stop) throws IOException {
    try (MachineLock lock = lock()) {
      Path before = present();
      Optional<Path> after = begin(image, before);
      if (after.isEmpty()) {
        return after;
      }
      shutDown(stop);
      try {
        boot(Settings.none().with(Setting.ISO, after.get().toString()), after.get(), limit);
      } catch (IOException e) {
        throw back(e, limit);
      }
      sweep();
      return after;
    }
  }

  /**
   * The image that the machine had before its last upgrade.
   *
   * @throws MachineException when it was not upgraded
   */
  public Path former() throws IOException {
    return Trial.read(directory)
        .orElseThrow(
            () ->
                new MachineException(
                    "machine %s was not upgraded, so there is no image to go back to: name one with --iso"
                        .formatted(directory.name())))
        .former();
  }

  /**
   * Waits for Docker in a machine that was just brought up. When an upgrade was interrupted and its
   * image doesn't work, the machine goes back.
   *
   * @return Docker's version
   */
  @SuppressWarnings("try") // The lock is only held.
  public String awaitDocker(Duration limit) throws IOException {
    try {
      return await(limit);
    } catch (MachineException e) {
      if (Trial.open(directory).isEmpty()) {
        throw e;
      }
      try (MachineLock lock = lock()) {
        throw back(e, limit);
      }
    }
  }

  private MachineLock lock() throws IOException {
    return MachineLock.tryLock(directory.upgradeLock())
        .orElseThrow(
            () ->
                new MachineException(
                    "another upgrade of machine %s is under way: wait until it has ended"
                        .formatted(directory.name())));
  }

  private Path present() throws IOException {
    String image = MachineConfig.read(directory).image();
    if (image.isEmpty()) {
      throw new MachineException(
          "machine %1$s was never started, so it has no image: run 'boot2docker up %1$s'"
              .formatted(directory.name()));
    }
    Optional<String> fault = InputFile.fault(Path.of(image));
    if (fault.isPresent()) {
      throw new MachineException(
          "image %s of machine %s %s, so there would be no way back: use 'boot2docker restart --iso FILE'"
              .formatted(image, directory.name(), fault.get()));
    }
    return Path.of(image);
  }

  /** Changes nothing but what the machine remembers. */
  private Optional<Path> begin(NewImage image, Path before) throws IOException {
    Path folder = directory.path().resolve("upgrade");
    Folders.delete(folder);
    Files.createDirectories(folder);
    try {
      Path made = image.make(before, folder).toAbsolutePath().normalize();
      new BootChoice(ImageFile.of(made), machine.settings()).architecture();
      Optional<Trial> open = Trial.open(directory);
      // An image that was interrupted is still to show that it works.
      if (open.isEmpty() && Files.mismatch(before, made) == -1) {
        requireStartedWith(before);
        return Optional.empty();
      }
      machine.requireStartable(
          Settings.none().with(Setting.ISO, made.toString()), Optional.of(made));
      try (KeptImages kept = KeptImages.open(directory.home())) {
        Path after = made.startsWith(folder) ? kept.move(made) : made;
        Trial trial = open.isPresent() ? open.get() : trial(before, kept);
        trial.of(after).write(directory);
        return Optional.of(after);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  /** What the machine goes back to, until another image has shown that it works. */
  private Trial trial(Path before, KeptImages kept) throws IOException {
    String setting = machine.settings().one(Setting.ISO).orElse("");
    String copy = kept.copy(before).toString();
    return new Trial(setting, before.toString(), copy, before.toString(), false);
  }

  /** The file may have been replaced since: then the machine runs with what was there before. */
  private void requireStartedWith(Path image) throws IOException {
    Instant started = Instant.ofEpochSecond(MachineConfig.read(directory).startedAt() + 1);
    if (machine.isRunning() && Files.getLastModifiedTime(image).toInstant().isAfter(started)) {
      throw new MachineException(
          "%s was replaced after machine %2$s had started with it: boot it with 'boot2docker restart %2$s'"
              .formatted(image, directory.name()));
    }
  }

  private void shutDown(Duration limit) throws IOException {
    if (machine.isSaved()) {
      progress.say(
          "machine %s is saved: resuming it with its image, to shut it down"
              .formatted(directory.name()));
      machine.resume(progress);
    }
    if (machine.isRunning() && !MachineConfig.read(directory).hasDisk()) {
      progress.say(
          "machine %s has no disk: its containers and images end now".formatted(directory.name()));
    }
    machine.stop(limit, progress);
  }

  private void boot(Settings chosen, Path image, Duration limit) throws IOException {
    machine.up(
        new UpRequest(
            chosen,
            false,
            false,
            false,
            true,
            true,
            all -> all.one(Setting.ISO).map(Path::of).orElse(image)),
        progress);
    await(limit);
    machine.useDockerContext(true, progress);
  }

  private String await(Duration limit) throws IOException {
    if (!machine.wasResumed()) {
      machine.awaitSsh(limit, progress);
    }
    return machine.awaitDocker(limit, progress);
  }

  /** Boots from the former image; what went wrong with the new one is the error. */
  private MachineException back(IOException cause, Duration limit) throws IOException {
    Trial trial =
        Trial.open(directory).orElseThrow(() -> new MachineException(reason(cause), cause));
    progress.say("image %s: %s: going back".formatted(trial.after(), reason(cause)));
    machine.stop(STOP_LIMIT, progress);
    Path before = trial.takeBack(directory);
    String failed = "image %s did not bring Docker up (%s)".formatted(trial.after(), reason(cause));
    try {
      boot(Settings.none(), before, limit);
    } catch (IOException e) {
      throw new MachineException(
          "%s, and going back to %s failed: %s".formatted(failed, before, e.getMessage()), e);
    }
    return new MachineException(
        "%s: machine %s runs again with %s, which it had"
            .formatted(failed, directory.name(), before),
        cause instanceof MachineException known ? known.details() : List.of());
  }

  /** Without what to do, for that is done. */
  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).replaceFirst(": .*", "");
  }

  /** What can't be deleted costs room and nothing else. */
  private void sweep() {
    try {
      prune(environment);
    } catch (IOException e) {
      progress.say("images that no machine uses are not deleted: " + e.getMessage());
    }
  }

  /**
   * Deletes images that upgrades kept and that no machine has any more.
   *
   * @return how much it was, in bytes
   * @throws IOException when the files of some machine can't be read; then none is deleted
   */
  public static long prune(Map<String, String> environment) throws IOException {
    Path home = MachineDirectory.home(environment);
    if (!Files.isDirectory(KeptImages.folder(home))) {
      return 0;
    }
    try (KeptImages kept = KeptImages.open(home)) {
      return kept.sweep(environment);
    }
  }
}
