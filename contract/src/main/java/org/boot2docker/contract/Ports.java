package org.boot2docker.contract;

/** TCP ports of the guest. */
public final class Ports {
  /** The SSH server. */
  public static final int SSH = 22;

  /** Docker with mutual TLS. */
  public static final int DOCKER_TLS = 2376;

  /** Docker without TLS, which the profile must ask for. */
  public static final int DOCKER_PLAIN = 2375;

  private Ports() {}
}
