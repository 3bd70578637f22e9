package org.boot2docker.contract;

/** What the guest writes to console and kernel log, and others read there. */
public final class LogPhrases {
  /** Begins each line. */
  public static final String PREFIX = "boot2docker: ";

  /** Init could not unpack the whole system. */
  public static final String TOO_LITTLE_MEMORY = "too little memory";

  /** What Linux unpacked was not what the image had. */
  public static final String DAMAGED_MEDIUM = "damaged medium";

  /** A line of {@link #reached} as a regular expression: the name, then milliseconds. */
  public static final String REACHED = PREFIX + "reached (\\S+) at (\\d+) ms";

  /** A line of {@link #started} as a regular expression: the name, then the process. */
  public static final String STARTED = PREFIX + "started (\\S+) as process (\\d+)";

  private LogPhrases() {}

  /**
   * A milestone.
   *
   * @param milliseconds since the kernel started
   */
  public static String reached(String milestone, long milliseconds) {
    return "reached " + milestone + " at " + milliseconds + " ms";
  }

  /** A service's process. */
  public static String started(String service, int process) {
    return "started " + service + " as process " + process;
  }
}
