package org.boot2docker.guest.programs.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.NativeFiles;
import org.boot2docker.guest.system.kernel.NativeNet;
import org.boot2docker.guest.system.kernel.Net;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.kernel.ThisProcess;

/** Entry point of the program that is called {@code iptables} and {@code ip6tables} by dockerd. */
final class Main {
  private static final String REAL = "/usr/sbin/xtables-nft-multi";
  private static final int CANNOT_START = 127;

  private Main() {}

  /** Answers, or becomes the real program. */
  public static void main(String[] args) {
    String name = name(new NativeFiles());
    Optional<Shortcut.Answer> answer = answer(new NativeNet(), name, List.of(args));
    if (answer.isPresent()) {
      String message = answer.get().message();
      if (!message.isEmpty()) {
        ThisProcess.complain(name + ": " + message + "\n");
      }
      ThisProcess.end(answer.get().status());
    }
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(List.of(args));
    ThisProcess.become(REAL, words);
    ThisProcess.complain(name + ": " + REAL + " can't be started\n");
    ThisProcess.end(CANNOT_START);
  }

  /** The name by which this process was called, without directories. */
  private static String name(Files files) {
    String line = Text.read(files, "/proc/self/cmdline").orElse("");
    int end = line.indexOf('\0');
    String path = end < 0 ? line : line.substring(0, end);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Optional<Shortcut.Answer> answer(Net net, String name, List<String> arguments) {
    boolean ipv6 = name.equals("ip6tables");
    if (!ipv6 && !name.equals("iptables")) {
      return Optional.empty();
    }
    try {
      Optional<Command> command = Command.parse(ipv6, arguments);
      int socket = command.isPresent() ? net.firewallSocket() : -1;
      return socket < 0
          ? Optional.empty()
          : Shortcut.answer(new NfTables(net, socket, ipv6), command.get());
    } catch (RuntimeException e) {
      // A mistake here must cost time only.
      return Optional.empty();
    }
  }
}
