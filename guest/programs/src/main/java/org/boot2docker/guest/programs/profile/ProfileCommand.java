package org.boot2docker.guest.programs.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.profile.Profile;

/** The applet {@code profile}: prints what the profile says of a variable, for scripts. */
public final class ProfileCommand {
  private static final int OUT = 1;

  private final Kernel kernel;

  /** Reads through this kernel. */
  public ProfileCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Runs it and gives the exit code: 0 for a value, 1 for none. */
  public int run(List<String> arguments) {
    if (arguments.size() != 1) {
      print("usage: init profile VARIABLE");
      return 2;
    }
    Optional<String> value = new Profile(kernel).value(arguments.get(0));
    value.ifPresent(this::print);
    return value.isPresent() ? 0 : 1;
  }

  private void print(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    kernel.write(OUT, bytes, 0, bytes.length);
  }
}
