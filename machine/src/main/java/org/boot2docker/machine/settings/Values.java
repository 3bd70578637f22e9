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
        throw new IllegalArgumentException("'" + value + "' is not a number: write digits", e);
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
  },
  /** What {@code stop} does. */
  STOP(1, 1) {
    @Override
    void check(String value) {
      require(List.of("save", "shutdown").contains(value), value, "neither save nor shutdown");
    }
  },
  /** An IPv4 address with the length of its prefix. */
  LAN(1, 1) {
    @Override
    void check(String value) {
      require(
          value.matches(BYTE + "(\\." + BYTE + "){3}/([89]|[12][0-9]|30)"),
          value,
          "no address on a network: write one such as 10.98.0.2/24");
    }
  },
  /** Addresses of the web. */
  URLS(1, Integer.MAX_VALUE) {
    @Override
    void check(String value) {
      requireUrl(value);
    }
  },
  /** Something without blanks and quotes. */
  WORDS(1, Integer.MAX_VALUE) {
    @Override
    void check(String value) {
      require(
          value.matches(WORD), value, "no host, host:port or network: write one without blanks");
    }
  },
  /** IP addresses. */
  ADDRESSES(1, Integer.MAX_VALUE) {
    @Override
    void check(String value) {
      requireAddress(value);
    }
  },
  /** Names and their addresses. */
  HOSTS(1, Integer.MAX_VALUE) {
    @Override
    void check(String value) {
      int colon = value.indexOf(':');
      require(
          colon > 0 && value.substring(0, colon).matches("[A-Za-z0-9][A-Za-z0-9.-]*"),
          value,
          "no name and address: write NAME:ADDRESS");
      requireAddress(value.substring(colon + 1));
    }
  },
  /** A proxy. */
  PROXY(1, 1) {
    @Override
    void check(String value) {
      if (!value.equals(Setting.HOST)) {
        requireUrl(value);
      }
    }
  };

  private static final String WORD = "[A-Za-z0-9._:/\\[\\]*-]+";
  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
  private static final String URL = "https?://[^\\s'\"\\\\]+";
  private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+";

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

  private static void require(boolean condition, String value, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("'" + value + "' is " + problem);
    }
  }

  private static void requireUrl(String value) {
    require(value.matches(URL), value, "no URL: write one such as http://10.0.0.1:3128");
  }

  /** No name, which would be looked up. */
  private static void requireAddress(String value) {
    require(value.matches(ADDRESS), value, "no IP address: write one such as 10.0.0.1");
  }

  /** {@link java.nio.file.InvalidPathException} is one, with the path in its message. */
  private static void requirePath(String value) {
    if (value.isEmpty() || Path.of(value).toString().isEmpty()) {
      throw new IllegalArgumentException("a path is empty: name a file or folder");
    }
  }
}
