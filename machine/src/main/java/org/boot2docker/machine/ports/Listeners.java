package org.boot2docker.machine.ports;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Knows what listens in the guest. */
interface Listeners {
  /**
   * What the processes of containers listen to on the guest's own network.
   *
   * @param containers their ids, in hexadecimal digits
   * @throws IOException when the guest can't be asked
   */
  List<Listener> of(Collection<String> containers) throws IOException;
}
