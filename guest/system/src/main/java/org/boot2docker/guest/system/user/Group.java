package org.boot2docker.guest.system.user;

import java.util.Optional;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/** A group of /etc/group. */
public final class Group {
  private Group() {}

  /** The number of the group with this name, if there is one. */
  public static Optional<Integer> number(Files files, String name) {
    for (String line : Text.lines(Text.read(files, "/etc/group").orElse(""))) {
      Optional<Account> group = Account.of(line);
      if (group.isPresent() && group.get().name().equals(name)) {
        return Optional.of(group.get().number());
      }
    }
    return Optional.empty();
  }
}
