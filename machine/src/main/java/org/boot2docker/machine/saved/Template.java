package org.boot2docker.machine.saved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.boot2docker.contract.AgentCommands;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.qemu.QemuLauncher;
import org.boot2docker.machine.qemu.SavedCommand;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.qmp.QmpException;
import org.boot2docker.machine.state.KeptJson;
import org.boot2docker.machine.state.MachineDirectory;

/**
 * The memory and devices of a guest that runs Docker, or could if it had its disk, and has no
 * identity, from which machines start. It lies in a folder of its own, whose files are named like
 * those of a saved machine.
 */
public final class Template {
  private static final Duration QMP_LIMIT = Duration.ofSeconds(30);
  private static final Duration LOAD_LIMIT = Duration.ofMinutes(1);
  private static final Duration SAVE_LIMIT = Duration.ofMinutes(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final int SEED_BYTES = 64;

  private final MachineDirectory directory;

  /** What makes the files of a template one; its file is written last. */
  private record Contents(long memoryOffset, List<FileMark> files) {
    Contents {
      if (memoryOffset <= 0 || files == null || files.isEmpty()) {
        throw new IllegalArgumentException("parts of it are missing");
      }
      files = List.copyOf(files);
    }
  }

  /** The guest's agent does not answer, perhaps not yet. */
  public static final class SilentException extends MachineException {
    private static final long serialVersionUID = 1L;

    SilentException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A machine's QEMU does not start, which is not the template's fault. */
  public static final class NotStartedException extends MachineException {
    private static final long serialVersionUID = 1L;

    NotStartedException(IOException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** That in a folder, whether it is made or not. */
  public Template(MachineDirectory directory) {
    this.directory = directory;
  }

  /** Its folder. */
  public MachineDirectory directory() {
    return directory;
  }

  /** Whether there is one, made to the end. */
  public boolean exists() {
    return Files.exists(directory.saved());
  }

  /**
   * Saves a template whose guest waits for an identity; QEMU goes on with a guest that stands
   * still.
   *
   * @throws MachineException when this QEMU can't do it
   */
  public void save() throws IOException {
    try (QmpClient qmp = QmpClient.connect(directory.qmpSocket(), QMP_LIMIT)) {
      qmp.execute("stop");
      OptionalLong offset = OptionalLong.empty();
      if (new Migration(qmp).saveMapped(directory.memory(), SAVE_LIMIT)) {
        offset = MappedState.split(directory.memory(), directory.savedDevices());
      }
      if (offset.isEmpty()) {
        throw new MachineException("this QEMU writes no memory that can be mapped");
      }
      SavedState.toDisk(directory.memory());
      SavedState.toDisk(directory.savedDevices());
      List<FileMark> files = new ArrayList<>();
      files.add(FileMark.of(directory.memory()));
      files.add(FileMark.of(directory.savedDevices()));
      AtomicFile.text(directory.saved(), Json.text(new Contents(offset.getAsLong(), files)) + "\n");
    }
  }

  /**
   * Whether the guest of a template that is being made waits for an identity.
   *
   * @throws SilentException when its agent does not answer
   * @throws MachineException when it will never do so
   */
  public boolean isReady() throws IOException {
    try (AgentTalk talk = AgentTalk.open(directory.agentSocket())) {
      String answer =
          talk.ask(() -> "{\"execute\":\"%s\"}".formatted(AgentCommands.TEMPLATE), ANSWER_LIMIT);
      if (answer.contains("CommandNotFound")) {
        throw new MachineException("the image is of a version that had no templates");
      }
      return answer.contains("true");
    }
  }

  /**
   * Starts a machine with a copy of it.
   *
   * @param machine whose QEMU is started
   * @param command its command line, as for a boot
   * @throws NotStartedException when QEMU doesn't start, as when another one has the disk
   * @throws MachineException when that is not possible; QEMU may run then
   */
  public void start(MachineDirectory machine, List<String> command) throws IOException {
    Contents contents = contents();
    Files.setLastModifiedTime(directory.saved(), FileTime.from(Instant.now()));
    List<String> arguments = new ArrayList<>(command);
    arguments.replaceAll(
        each -> SavedCommand.sharing(each, directory.memory(), contents.memoryOffset()));
    arguments.addAll(List.of("-S", "-incoming", "defer"));
    try {
      new QemuLauncher(machine).launch(arguments);
    } catch (IOException e) {
      throw new NotStartedException(e);
    }
    try (QmpClient qmp = QmpClient.connect(machine.qmpSocket(), QMP_LIMIT)) {
      new Migration(qmp).load(directory.savedDevices(), true, LOAD_LIMIT);
      try (AgentTalk talk = AgentTalk.open(machine.agentSocket())) {
        run(qmp);
        String answer = talk.ask(Template::identity, ANSWER_LIMIT);
        if (!answer.contains("\"return\"")) {
          throw new MachineException("the guest takes no identity: " + answer.strip());
        }
      }
    }
  }

  /** Only now QEMU asks for the disk. */
  private static void run(QmpClient qmp) throws MachineException {
    try {
      qmp.execute("cont");
    } catch (QmpException.Refused e) {
      throw new NotStartedException(e);
    }
  }

  private static String identity() {
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    Instant now = Instant.now();
    return "{\"execute\":\"%s\",\"arguments\":{\"seed\":\"%s\",\"time\":%d}}"
        .formatted(
            AgentCommands.IDENTITY,
            HexFormat.of().formatHex(seed),
            now.getEpochSecond() * 1_000_000_000L + now.getNano());
  }

  private Contents contents() throws IOException {
    Contents contents =
        KeptJson.read(directory.saved(), text -> Json.read(text, Contents.class), "delete the file")
            .orElseThrow(() -> new MachineException("the template is gone"));
    Optional<FileMark> changed =
        contents.files().stream().filter(file -> !file.matches()).findFirst();
    if (changed.isPresent()) {
      throw new MachineException(changed.get().path() + " is damaged");
    }
    return contents;
  }

  /**
   * Makes it no longer a template, and deletes what is large. Machines keep what they have of it.
   */
  public void discard() throws IOException {
    SavedState.discard(directory);
  }
}
