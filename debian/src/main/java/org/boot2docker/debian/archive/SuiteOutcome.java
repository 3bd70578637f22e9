package org.boot2docker.debian.archive;

/** How loading a suite went. */
public sealed interface SuiteOutcome {

  /** The suite can be used. */
  record Loaded(Suite suite) implements SuiteOutcome {}

  /** The suite can't be used, and why. */
  record Refused(SuiteRefusedException reason) implements SuiteOutcome {}
}
