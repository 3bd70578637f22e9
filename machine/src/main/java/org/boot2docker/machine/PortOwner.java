package org.boot2docker.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.Protocol;
import org.boot2docker.machine.qemu.QemuCommand;
import org.boot2docker.machine.tunnel.TunnelMain;

/** Finds the process that listens on a port; on Linux only, and among one's own processes. */
final class PortOwner {
  private static final Path PROC = Path.of("/proc");

  /** The state LISTEN in Linux's table of TCP sockets (include/net/tcp_states.h). */
  private static final String LISTENING = "0A";

  /** The state CLOSE: that of a UDP socket that hears everybody. */
  private static final String UNCONNECTED = "07";

  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortOwner() {}

  /**
   * The machine that forwards the port, perhaps for one of its containers, else the id and the
   * program of a process; empty when that can't be known.
   */
  static Optional<String> of(HostPort port) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("", "6")) {
      Path file = PROC.resolve("net").resolve(port.protocol() + table);
      if (Files.isReadable(file)) {
        addListening(Files.readAllLines(file), port, sockets);
      }
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holdsAny(process, sockets)) {
          return describe(process);
        }
      }
    }
    return Optional.empty();
  }

  private static void addListening(List<String> lines, HostPort port, Set<String> sockets) {
    String end = String.format(Locale.ROOT, ":%04X", port.port());
    String state = port.protocol() == Protocol.UDP ? UNCONNECTED : LISTENING;
    for (String line : lines) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length > INODE
          && fields[LOCAL_ADDRESS].endsWith(end)
          && fields[STATE].equals(state)) {
        sockets.add("socket:[" + fields[INODE] + "]");
      }
    }
  }

  private static boolean holdsAny(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // Another user's process, or one that has just ended.
      return false;
    }
  }

  /** The process may end meanwhile; then it has no port any more. */
  private static Optional<String> describe(Path process) {
    try {
      Optional<String> machine = machine(text(process.resolve("cmdline")));
      return Optional.of(
          machine.isPresent()
              ? "machine " + machine.get() + ", or a container of it"
              : "process %s (%s)"
                  .formatted(process.getFileName(), text(process.resolve("comm")).strip()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Of the arguments of a QEMU or a tunnel, each with a zero behind it, the machine's name. */
  private static Optional<String> machine(String arguments) {
    List<String> command = List.of(arguments.split("\0", -1));
    int folder = command.indexOf(TunnelMain.class.getName()) + 1;
    if (folder > 0 && folder < command.size()) {
      return Optional.ofNullable(Path.of(command.get(folder)).getFileName()).map(Path::toString);
    }
    int name = command.indexOf("-name") + 1;
    return name > 0 && name < command.size() && command.get(name).startsWith(QemuCommand.NAME)
        ? Optional.of(command.get(name).substring(QemuCommand.NAME.length()))
        : Optional.empty();
  }

  /** Programs may give themselves any bytes for names. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
