package org.boot2docker.guest.system.kernel;

/** The real Linux, through the C library. */
public final class NativeKernel extends ComposedKernel {
  /** The kernel that this program runs on. */
  public NativeKernel() {
    super(
        new NativeFiles(),
        new NativeProcesses(),
        new NativeStorage(),
        new NativeNet(),
        new NativeMachine());
  }
}
