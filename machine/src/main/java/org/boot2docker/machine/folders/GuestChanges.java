package org.boot2docker.machine.folders;

import java.io.IOException;
import java.util.Collection;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;

/** Through a login, by init's applet {@code changed}. */
public final class GuestChanges implements ChangedFiles {
  private static final String COMMAND = "sudo " + GuestPaths.INIT + " changed";

  private final Login login;

  /** Where the login is got from. */
  public interface Login {
    /** One that is open. */
    SshSession session() throws IOException;
  }

  /** Takes a login for each time. */
  public GuestChanges(Login login) {
    this.login = login;
  }

  @Override
  public void tell(Collection<String> paths) throws IOException {
    ExecResult result = login.session().exec(COMMAND, String.join("\0", paths) + "\0");
    if (!result.ok()) {
      throw new IOException(
          "the guest can't raise events (%s): use an image of this version"
              .formatted(result.err().strip()));
    }
  }
}
