package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qemu.QemuLauncher;
import org.boot2docker.machine.saved.Template;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;

/** The process that makes a template, while the first machine of its kind is in use already. */
final class TemplateMaker {
  /** Of a guest that gets only what others leave of the processors. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final long PAUSE_MILLIS = 500;

  private final Template template;
  private final MachineDirectory directory;

  private TemplateMaker(Template template) {
    this.template = template;
    this.directory = template.directory();
  }

  /** Makes the template whose folder, with QEMU's command line, is the only argument. */
  public static void main(String[] arguments) throws IOException {
    MachineDirectory directory = new MachineDirectory(Path.of(arguments[0]));
    Optional<MachineLock> lock = MachineLock.tryLock(directory.lock());
    if (lock.isEmpty()) {
      return;
    }
    try (MachineLock held = lock.get()) {
      new TemplateMaker(new Template(directory)).make();
    }
    // An agent that never answers must not keep the process.
    System.exit(0);
  }

  private void make() throws IOException {
    // One that was killed may have left its guest.
    quit();
    if (template.exists()) {
      return;
    }
    try {
      new QemuLauncher(directory).launch(Files.readAllLines(directory.qemuCommand()));
      awaitReady();
      template.save();
    } catch (IOException e) {
      template.discard();
      Templates.fail(template, String.valueOf(e.getMessage()));
    } finally {
      quit();
    }
    new Templates(directory.path().resolve("..").normalize()).keepFew();
  }

  private void quit() throws IOException {
    new Stopper(directory, Progress.SILENT).quit();
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end || !RunningQemu.alive(directory)) {
        throw new MachineException("its guest did not get ready");
      }
      pause();
    }
  }

  /** While the guest boots it has no agent. */
  private boolean isReady() throws IOException {
    try {
      return template.isReady();
    } catch (Template.SilentException e) {
      return false;
    }
  }

  private static void pause() throws MachineException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted while a template was made", e);
    }
  }
}
