package org.boot2docker.machine.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Of packets that go to a port. */
public enum Protocol {
  /** RFC 9293. */
  TCP,
  /** RFC 768. */
  UDP,
  /** RFC 9260; Docker publishes it, and QEMU's network doesn't carry it. */
  SCTP;

  /** The one of that name, in letters of any size. */
  public static Optional<Protocol> named(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  /** As Docker writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
