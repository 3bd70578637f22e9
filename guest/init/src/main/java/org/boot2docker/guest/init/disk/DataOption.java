package org.boot2docker.guest.init.disk;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.DiskNames;
import org.boot2docker.guest.system.kernel.CommandLine;

/** Which disk is the data disk, from the kernel command line's {@code boot2docker.data}. */
sealed interface DataOption {
  /** Of the kernel. */
  String PARAMETER = "boot2docker.data";

  /** The label that the contract names. */
  String DEFAULT_LABEL = DiskNames.DATA_LABEL;

  /** The disk to use among those present. */
  Optional<Candidate> choose(List<Candidate> present);

  /** Whether a choice can't get better by waiting for slower disks. */
  boolean isFinal(Candidate chosen);

  /** Whether this disk may be formatted if its first bytes ask for it. */
  boolean mayFormat(String disk);

  /** Use no disk. */
  record None() implements DataOption {
    @Override
    public Optional<Candidate> choose(List<Candidate> present) {
      return Optional.empty();
    }

    @Override
    public boolean mayFormat(String disk) {
      return false;
    }

    @Override
    public boolean isFinal(Candidate chosen) {
      return true;
    }
  }

  /** Use the file system with this label. */
  record Label(String label) implements DataOption {
    @Override
    public Optional<Candidate> choose(List<Candidate> present) {
      return present.stream().filter(c -> c.label().equals(label)).min(Candidate.IN_ORDER);
    }

    @Override
    public boolean mayFormat(String disk) {
      return label.equals(DEFAULT_LABEL);
    }

    @Override
    public boolean isFinal(Candidate chosen) {
      return true;
    }
  }

  /** Use the device with this kernel name. */
  record Name(String name) implements DataOption {
    @Override
    public Optional<Candidate> choose(List<Candidate> present) {
      // A disk that was formatted here holds its file system in a partition.
      List<Candidate> there =
          present.stream().filter(c -> c.name().equals(name) || c.disk().equals(name)).toList();
      Optional<Candidate> itself = there.stream().filter(c -> c.name().equals(name)).findFirst();
      return itself.isPresent() ? itself : new Label(DEFAULT_LABEL).choose(there);
    }

    @Override
    public boolean mayFormat(String disk) {
      return name.equals(disk);
    }

    @Override
    public boolean isFinal(Candidate chosen) {
      return true;
    }
  }

  /** Use the disk with the usual label, else the first ext4 partition or whole disk. */
  record Automatic() implements DataOption {
    @Override
    public Optional<Candidate> choose(List<Candidate> present) {
      Optional<Candidate> labelled = new Label(DEFAULT_LABEL).choose(present);
      Comparator<Candidate> order = Candidate.IN_ORDER;
      return labelled.isPresent() ? labelled : present.stream().filter(Candidate::ext4).min(order);
    }

    @Override
    public boolean mayFormat(String disk) {
      return true;
    }

    @Override
    public boolean isFinal(Candidate chosen) {
      return chosen.label().equals(DEFAULT_LABEL);
    }
  }

  /**
   * Reads {@code boot2docker.data=none}, {@code LABEL=name}, {@code /dev/name}, or nothing. With
   * anything else no disk is used: it may be meant to keep one from being written to.
   */
  static DataOption from(CommandLine commandLine) {
    String value = value(commandLine);
    if (value.startsWith("LABEL=")) {
      return new Label(value.substring("LABEL=".length()));
    }
    if (value.startsWith("/dev/")) {
      return new Name(value.substring("/dev/".length()));
    }
    return value.isEmpty() ? new Automatic() : new None();
  }

  /** What is wrong with the parameter. */
  static Optional<String> mistake(CommandLine commandLine) {
    String value = value(commandLine);
    boolean known = value.isEmpty() || value.equals("none");
    return known || !(from(commandLine) instanceof None)
        ? Optional.empty()
        : Optional.of(
            "%s=%s is unknown, and no disk is used: write none, LABEL=name or /dev/name"
                .formatted(PARAMETER, value));
  }

  private static String value(CommandLine commandLine) {
    return commandLine.value(PARAMETER).orElse("");
  }
}
