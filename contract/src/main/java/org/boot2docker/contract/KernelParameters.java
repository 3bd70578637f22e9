package org.boot2docker.contract;

/** Parameters of the kernel's command line that the host gives and the guest understands. */
public final class KernelParameters {
  /**
   * By what a copy of a machine is known. A disk that was another's then gets new keys and ids,
   * once for each value.
   */
  public static final String IDENTITY = "boot2docker.identity";

  /**
   * The machine is to be a template: it starts Docker, makes no keys, and waits for the host to
   * give it an identity.
   */
  public static final String TEMPLATE = "boot2docker.template";

  /**
   * The machine is to be a template for machines with a data disk: it makes no keys, and waits for
   * the host to give it an identity before it looks for the disk.
   */
  public static final String TEMPLATE_WITH_DISK = "boot2docker.template-with-disk";

  private KernelParameters() {}
}
