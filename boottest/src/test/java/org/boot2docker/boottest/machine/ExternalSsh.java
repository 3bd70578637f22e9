package org.boot2docker.boottest.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.boottest.lab.HostTool;

/**
 * OpenSSH's client with the options that docker-machine gives it.
 *
 * @param key the private key file
 * @param port the guest's SSH port on this machine
 */
record ExternalSsh(Path key, int port) implements Remote {
  private static final List<String> OPTIONS =
      List.of(
          ("ssh -F /dev/null -o ConnectionAttempts=3 -o ConnectTimeout=10 -o ControlMaster=no"
                  + " -o ControlPath=none -o LogLevel=quiet -o PasswordAuthentication=no"
                  + " -o ServerAliveInterval=60 -o StrictHostKeyChecking=no"
                  + " -o UserKnownHostsFile=/dev/null")
              .split(" "));

  @Override
  public HostTool.Result run(String command) throws IOException {
    List<String> words = new ArrayList<>(OPTIONS);
    words.addAll(List.of("docker@127.0.0.1", "-o", "IdentitiesOnly=yes", "-i", key.toString()));
    words.addAll(List.of("-p", Integer.toString(port), command));
    return HostTool.run(key.getParent(), words.toArray(String[]::new));
  }
}
