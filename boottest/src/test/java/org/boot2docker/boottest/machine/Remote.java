package org.boot2docker.boottest.machine;

import java.io.IOException;
import org.boot2docker.boottest.lab.HostTool;

/**
 * Runs one command in the guest over SSH, each over a connection of its own as docker-machine does.
 */
interface Remote {
  /** Runs it to its end. */
  HostTool.Result run(String command) throws IOException;
}
