package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.boot2docker.formats.text.ShellWord;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.ssh.FileCopy;
import org.boot2docker.machine.ssh.FolderCopy;
import org.boot2docker.machine.ssh.SshSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code boot2docker cp}. */
@Command(
    name = "cp",
    description =
        "Copy a file or folder to or from the machine. A path in the machine begins with a colon; a"
            + " relative one is in /home/docker.",
    footer = {
      "Examples:",
      "  boot2docker cp notes.txt :",
      "  boot2docker cp :/var/log/docker.log .",
      "  boot2docker cp --name web project :/home/docker/project"
    })
final class CpCommand implements Callable<Integer> {
  private static final String GUEST = ":";

  @Parameters(index = "0", paramLabel = "FROM", description = "File or folder: PATH or :PATH.")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "File or folder: :PATH or PATH.")
  String to = "";

  private final Terminal terminal;

  @Spec CommandSpec spec;
  @Mixin MachineOptions machine;
  @Mixin CommonOptions common;

  CpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (from.startsWith(GUEST) == to.startsWith(GUEST)) {
      throw new ParameterException(
          spec.commandLine(),
          "exactly one of the two paths must begin with a colon: it is the one in the machine");
    }
    boolean upload = to.startsWith(GUEST);
    if (upload) {
      requireFile(Path.of(from));
    }
    try (SshSession session = machine.existing().ssh()) {
      if (upload) {
        upload(session, Path.of(from), to.substring(1));
      } else {
        requireFolder(to, Files.isDirectory(Path.of(to)));
        download(session, from.substring(1), Path.of(to));
      }
    }
    return 0;
  }

  private static void requireFile(Path file) throws MachineException {
    if (!Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new MachineException(
          "%s is neither a file nor a folder: name one that is there".formatted(file));
    }
  }

  /** Who writes a slash means a folder that is there. */
  private static void requireFolder(String name, boolean present) throws MachineException {
    if (name.endsWith("/") && !present) {
      throw new MachineException(
          "there is no folder %s: make it, or leave the slash out for a new name".formatted(name));
    }
  }

  private void upload(SshSession session, Path from, String target) throws IOException {
    Path file = from.toAbsolutePath().normalize();
    String path = target.isEmpty() ? "." : target;
    boolean inside = session.exec("test -d " + ShellWord.quoted(path)).exit() == 0;
    requireFolder(path, inside);
    String folder = path.endsWith("/") ? path : path + "/";
    String place = inside && file.getFileName() != null ? folder + file.getFileName() : path;
    if (Files.isDirectory(file)) {
      // A link that is itself named is followed.
      new FolderCopy(session, terminal::say).upload(file.toRealPath(), place);
    } else {
      new FileCopy(session).upload(file, place);
    }
  }

  private void download(SshSession session, String from, Path target) throws IOException {
    String source = from.length() > 1 && from.endsWith("/") ? chopped(from) : from;
    String name = source.substring(source.lastIndexOf('/') + 1);
    Path file = Files.isDirectory(target) && !name.isEmpty() ? target.resolve(name) : target;
    String folder = source.isEmpty() ? "." : source;
    if (session.exec("test -d " + ShellWord.quoted(folder)).exit() == 0) {
      new FolderCopy(session, terminal::say).download(folder, file.toAbsolutePath().normalize());
      return;
    }
    new FileCopy(session).download(source, file);
  }

  private static String chopped(String path) {
    return path.substring(0, path.length() - 1);
  }
}
