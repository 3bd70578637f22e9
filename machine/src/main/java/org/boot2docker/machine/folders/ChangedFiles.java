package org.boot2docker.machine.folders;

import java.io.IOException;
import java.util.Collection;

/** Has the guest raise events of files. */
public interface ChangedFiles {
  /**
   * Tells the guest.
   *
   * @param paths in the guest
   * @throws IOException when it can't be reached, or can't do it
   */
  void tell(Collection<String> paths) throws IOException;
}
