package org.boot2docker.machine.settings;

import java.nio.file.Path;
import java.util.List;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Share;

/** Which values an option can have: how many, and what each of them is. */
enum Values {
  /** None. */
  FLAG(0, 0) {
    @Override
    void check(String value) {}
  },
  /** A file. */
  PATH(1, 1) {
    @Override
    void check(String value) {
      requirePath(value);
    }
  },
  /** Files. */
  PATHS(1, Integer.MAX_VALUE) {
    @Override
    void check(String value) {
      requirePath(value);
    }
  },
  /** A number; its bounds are the machine's. */
  NUMBER(1, 1) {
    @Override
    void check(String value) {
      try {
        Integer.parseInt(value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + value + "' is not a number", e);
      }
    }
  },
  /** Size of a disk. */
  SIZE(1, 1) {
    @Override
    void check(String value) {
      DiskSize.parse(value);
    }
  },
  /** An architecture by Debian's name. */
  ARCHITECTURE(1, 1) {
    @Override
    void check(String value) {
      if (Architecture.ofDebianName(value).isEmpty()) {
        throw new IllegalArgumentException(
            "'" + value + "' is no architecture: choose " + Architecture.choices());
      }
    }
  },
  /** Folders of the host. */
  SHARES(1, Integer.MAX_VALUE) {
    @Override
    void check(String value) {
      requirePath(value);
      Share.parse(value);
    }
  },
  /** Forwarded ports. */
  PORTS(1, Integer.MAX_VALUE) {
    @Override
    void check(String value) {
      PortForward.parse(value);
    }
  },
  /** An accelerator by QEMU's name. */
  ACCELERATOR(1, 1) {
    @Override
    void check(String value) {
      Accelerator.ofQemuName(value);
    }
  };

  private final int fewest;
  private final int most;

  Values(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  abstract void check(String value);

  /**
   * Checks all values of an option.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  void check(List<String> values) {
    if (values.size() < fewest) {
      throw new IllegalArgumentException("it has no value");
    }
    if (values.size() > most) {
      throw new IllegalArgumentException(
          "it has %d values, and can have %d".formatted(values.size(), most));
    }
    values.forEach(this::check);
  }

  /** {@link java.nio.file.InvalidPathException} is one, with the path in its message. */
  private static void requirePath(String value) {
    if (value.isEmpty() || Path.of(value).toString().isEmpty()) {
      throw new IllegalArgumentException("a path is empty");
    }
  }
}
