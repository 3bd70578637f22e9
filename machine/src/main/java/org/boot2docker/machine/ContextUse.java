package org.boot2docker.machine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.tunnel.CurrentContext;
import org.boot2docker.machine.tunnel.DockerContext;

/**
 * Makes Docker's current context follow the default machine. Docker's configuration is the user's:
 * what is wrong with it is said, and neither starts nor stops of machines depend on it.
 */
final class ContextUse {
  /** What Docker prefers to its current context. */
  private static final List<String> STRONGER = List.of("DOCKER_HOST", "DOCKER_CONTEXT");

  private final MachineDirectory directory;
  private final Map<String, String> environment;
  private final Progress progress;

  ContextUse(MachineDirectory directory, Map<String, String> environment, Progress progress) {
    this.directory = directory;
    this.environment = environment;
    this.progress = progress;
  }

  private DockerContext context() {
    return new DockerContext(directory, environment);
  }

  /**
   * Makes the context the current one.
   *
   * @param started false when the machine was found running: then a context that the user has
   *     chosen since its start stays
   * @return whether it is the current one
   */
  boolean begin(boolean started) throws IOException {
    boolean unwanted = KeptSettings.read(directory).has(Setting.NO_CONTEXT_USE);
    try {
      context().owner().ifPresent(this::sayOwner);
      if (!directory.name().equals(MachineDirectory.DEFAULT_NAME) || !context().exists()) {
        return false;
      }
      CurrentContext current = context().current();
      if (unwanted) {
        current.restore();
        return false;
      }
      if (started || !current.isUsed()) {
        current.use();
      }
      return current.isOurs() && !isOverruled();
    } catch (IOException e) {
      say(e);
      return false;
    }
  }

  /** Writes the context. */
  void write() {
    try {
      context().write();
    } catch (IOException e) {
      say(e);
    }
  }

  private void say(IOException problem) {
    progress.say(
        problem instanceof MachineException
            ? String.valueOf(problem.getMessage())
            : "Docker's context of machine %s can't be written (%s): correct that, or use DOCKER_HOST as 'boot2docker env' prints it"
                .formatted(directory.name(), problem.getMessage()));
  }

  private void sayOwner(String host) {
    progress.say(
        "Docker's context %s belongs to another (%s), so this machine's has a longer name"
            .formatted(context().base(), host));
  }

  private boolean isOverruled() {
    for (String variable : STRONGER) {
      if (!environment.getOrDefault(variable, "").isEmpty()) {
        progress.say(
            "%s is set, so docker does not use the current context: unset it to use the machine"
                .formatted(variable));
        return true;
      }
    }
    return false;
  }

  /** Sets back what {@link #begin} changed. */
  void end() {
    try {
      context().current().restore();
    } catch (IOException e) {
      say(e);
    }
  }

  /** Deletes the context; it is no longer the current one. */
  void forget() {
    leave();
    remove();
  }

  /** Makes sure that the context is no longer the current one. */
  void leave() {
    try {
      context().current().leave();
    } catch (IOException e) {
      say(e);
    }
  }

  /** Deletes a context that is not the current one. */
  void remove() {
    try {
      context().remove();
    } catch (IOException e) {
      say(e);
    }
  }
}
