package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;

/**
 * OpenSSH's programs on this machine, with the well-known password and nothing of the user's own
 * settings.
 */
record OpenSsh(Path directory, int port) {
  private static final List<String> OPTIONS =
      List.of(
          "-F", "none",
          "-o", "StrictHostKeyChecking=no",
          "-o", "UserKnownHostsFile=/dev/null",
          "-o", "PreferredAuthentications=password",
          "-o", "PubkeyAuthentication=no",
          "-o", "LogLevel=ERROR");

  static OpenSsh to(Guest guest, Path directory) throws IOException {
    return new OpenSsh(directory, guest.machine().target().port());
  }

  /** Runs a command in the guest. */
  HostTool.Result ssh(String... command) throws IOException {
    List<String> all = start("ssh");
    all.addAll(List.of("-p", Integer.toString(port), "docker@127.0.0.1"));
    Collections.addAll(all, command);
    return run(all);
  }

  /** {@code sftp} with its commands in a file. */
  HostTool.Result sftp(Path batch) throws IOException {
    List<String> all = start("sftp");
    // A batch forbids passwords unless told otherwise.
    all.addAll(List.of("-o", "BatchMode=no", "-b", batch.toString()));
    all.addAll(List.of("-P", Integer.toString(port), "docker@127.0.0.1"));
    return run(all);
  }

  /** {@code scp}; a path in the guest begins with {@code guest:}. */
  HostTool.Result scp(String... arguments) throws IOException {
    List<String> all = start("scp");
    all.addAll(List.of("-P", Integer.toString(port)));
    for (String argument : arguments) {
      all.add(inGuest(argument));
    }
    return run(all);
  }

  /** {@code rsync}; a path in the guest begins with {@code guest:}. */
  HostTool.Result rsync(String... arguments) throws IOException {
    List<String> shell = new ArrayList<>(List.of("ssh"));
    shell.addAll(OPTIONS);
    shell.addAll(List.of("-p", Integer.toString(port)));
    List<String> all = new ArrayList<>(List.of("sshpass", "-p", "tcuser", "rsync"));
    all.addAll(List.of("-e", String.join(" ", shell)));
    for (String argument : arguments) {
      all.add(inGuest(argument));
    }
    return run(all);
  }

  private static String inGuest(String argument) {
    return argument.startsWith("guest:")
        ? "docker@127.0.0.1:" + argument.substring("guest:".length())
        : argument;
  }

  private static List<String> start(String program) {
    List<String> command = new ArrayList<>(List.of("sshpass", "-p", "tcuser", program));
    command.addAll(OPTIONS);
    return command;
  }

  private HostTool.Result run(List<String> command) throws IOException {
    return HostTool.run(directory, command.toArray(String[]::new));
  }
}
