package org.boot2docker.guest.system.profile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Text;

/** The user's profile. It is shell, and here it is read, not run. */
public final class Profile {
  private static final String FILE = GuestPaths.PROFILE;

  /** Far more than settings need: it is read into memory at once, and PID 1 has little. */
  private static final int MOST_BYTES = 1 << 20;

  private final Kernel kernel;

  /** Read through this kernel, anew at each question. */
  public Profile(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * The value of a variable without the white space around it; nothing when there is none, or one
   * that a shell would expand. Windows' line ends do no harm.
   */
  public Optional<String> value(String variable) {
    return Text.start(kernel, FILE, MOST_BYTES + 1)
        .filter(bytes -> bytes.length <= MOST_BYTES)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).replace("\r", ""))
        .flatMap(text -> ShellAssignment.find(text, variable))
        .map(String::trim);
  }
}
