package org.boot2docker.contract;

/** Commands of the guest agent that QEMU's own agent doesn't have. */
public final class AgentCommands {
  /** Returns whether the machine is a template that can be saved. */
  public static final String TEMPLATE = "boot2docker-template";

  /**
   * Gives a machine that started from a template an identity of its own. Arguments: {@code seed},
   * random text of 64 characters or more; {@code time}, nanoseconds since 1970.
   */
  public static final String IDENTITY = "boot2docker-identity";

  private AgentCommands() {}
}
