package org.boot2docker.machine.qemu;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of QEMU, such as 10.0.2. */
public record QemuVersion(int major, int minor, int micro) implements Comparable<QemuVersion> {

  /**
   * The first one that ran Linux guests without KVM without fault: 7.2 crashed 6 of 39 boots of
   * Linux 6.12, 10.0 none of 40.
   */
  static final QemuVersion SOUND_WITHOUT_ACCELERATION = new QemuVersion(10, 0, 0);

  /** Older than this is known to crash guests without acceleration, not just unproven. */
  static final QemuVersion TOLERABLE_WITHOUT_ACCELERATION = new QemuVersion(8, 0, 0);

  /** The first one that writes memory so that it can be mapped (mapped-ram). */
  public static final QemuVersion MAPS_MEMORY = new QemuVersion(9, 0, 0);

  private static final Pattern LINE =
      Pattern.compile("version (\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");

  private static final Comparator<QemuVersion> ORDER =
      Comparator.comparingInt(QemuVersion::major)
          .thenComparingInt(QemuVersion::minor)
          .thenComparingInt(QemuVersion::micro);

  /** Reads what {@code qemu-system-x86_64 --version} prints; empty when that isn't QEMU's. */
  static Optional<QemuVersion> parse(String output) {
    Matcher matcher = LINE.matcher(output);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String micro = matcher.group(3);
    return Optional.of(
        new QemuVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            micro == null ? 0 : Integer.parseInt(micro)));
  }

  @Override
  public int compareTo(QemuVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + micro;
  }
}
