package org.boot2docker.guest.init.disk;

import java.util.Optional;

/** What becomes the data disk. */
sealed interface Choice {
  /** A file system that is there. */
  record Use(Candidate candidate) implements Choice {}

  /** A disk that asks to be formatted. */
  record Format(Device disk) implements Choice {}

  /** No disk. */
  record Memory() implements Choice {}

  /**
   * Chooses: a file system that is surely meant, else the first disk that asks to be formatted, for
   * somebody has asked, else a file system that may be meant.
   */
  static Choice of(DataOption option, Present present) {
    Optional<Candidate> candidate = option.choose(present.candidates());
    if (candidate.filter(option::isFinal).isPresent()) {
      return new Use(candidate.get());
    }
    Optional<Device> asking =
        present.requests().stream().filter(d -> option.mayFormat(d.name())).findFirst();
    if (asking.isPresent()) {
      return new Format(asking.get());
    }
    return candidate.isPresent() ? new Use(candidate.get()) : new Memory();
  }

  /** Whether waiting for slower disks can't change this choice. */
  default boolean isFinal(DataOption option) {
    return option instanceof DataOption.None
        || this instanceof Use use && option.isFinal(use.candidate());
  }

  /** The disk that is meant; empty when there is none. */
  default String diskName() {
    if (this instanceof Use use) {
      return use.candidate().disk();
    }
    return this instanceof Format format ? format.disk().name() : "";
  }
}
