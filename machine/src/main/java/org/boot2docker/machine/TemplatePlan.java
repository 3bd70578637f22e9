package org.boot2docker.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.qemu.Qemu;
import org.boot2docker.machine.qemu.QemuCommand;
import org.boot2docker.machine.qemu.SavedCommand;
import org.boot2docker.machine.qemu.Sharing;
import org.boot2docker.machine.saved.Template;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.tunnel.BackgroundJava;

/**
 * The template for a machine, and how it is made.
 *
 * @param template made or not
 * @param command QEMU's command line that makes it
 * @param memoryMiB of its machines
 * @param failure why it can't be made, when that was tried
 */
record TemplatePlan(
    Template template, List<String> command, int memoryMiB, Optional<String> failure) {

  TemplatePlan {
    command = List.copyOf(command);
  }

  static TemplatePlan of(
      Templates templates, MachineSpec machine, Qemu qemu, Accelerator accelerator)
      throws IOException {
    MachineSpec spec = Templates.spec(machine);
    Template template =
        templates.find(
            spec, qemu, accelerator, directory -> command(directory, spec, qemu, accelerator));
    return new TemplatePlan(
        template,
        command(template.directory(), spec, qemu, accelerator),
        spec.memoryMiB(),
        Templates.failure(template));
  }

  private static List<String> command(
      MachineDirectory directory, MachineSpec spec, Qemu qemu, Accelerator accelerator) {
    QemuCommand command =
        new QemuCommand(
            directory, accelerator, 0, Optional.empty(), Sharing.byQemu(OptionalInt.empty()), true);
    return SavedCommand.template(command.arguments(qemu.program().toString(), spec));
  }

  /** Why a machine can't be started from it now; empty when it can. */
  Optional<String> obstacle() {
    if (failure.isPresent()) {
      return Optional.of(
          "it could not be made: "
              + failure.get()
              + " (it is tried again in an hour, or after prune)");
    }
    return template.exists() ? Optional.empty() : Optional.of("it is not made yet");
  }

  boolean canBeMade() {
    return failure.isEmpty();
  }

  /** Begins to make it, in a process of its own; the guest gets what others leave of this host. */
  void make(Progress progress) throws IOException {
    MachineDirectory directory = template.directory();
    directory.create();
    try {
      Templates.requireRoom(template, memoryMiB);
    } catch (MachineException e) {
      progress.say(e.getMessage() + ": the next start boots, too");
      return;
    }
    AtomicFile.passingText(directory.qemuCommand(), String.join("\n", command) + "\n");
    Path log = directory.path().resolve("maker.log");
    new BackgroundJava(directory.path(), log).start(TemplateMaker.class, BackgroundJava.IDLE);
    progress.say(
        "a template is made in the background, which takes longer than a boot: after that, machines like this start from it");
  }
}
