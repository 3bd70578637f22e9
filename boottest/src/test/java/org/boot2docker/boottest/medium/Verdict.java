package org.boot2docker.boottest.medium;

/**
 * What a machine did with a damaged medium.
 *
 * @param kind whether that is fine
 * @param said the line that tells of it, or the last ones
 */
record Verdict(Kind kind, String said) {

  /** Ways to end. */
  enum Kind {
    /** Docker answers, as if nothing were. */
    WORKED,
    /** It stopped, with a message. */
    SAID,
    /** Neither, for as long as several boots take. */
    SILENT
  }
}
