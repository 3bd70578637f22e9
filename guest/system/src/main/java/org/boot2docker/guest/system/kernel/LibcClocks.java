package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** The C library's functions for clocks, exactly as it declares them. */
final class LibcClocks {
  private LibcClocks() {}

  @Include("time.h")
  @Import(name = "clock_gettime")
  static native int clockGettime(int clock, Address timespec);

  @Include("time.h")
  @Import(name = "clock_settime")
  static native int clockSettime(int clock, Address timespec);

  @Include("sys/time.h")
  @Import(name = "adjtime")
  static native int adjtime(Address delta, Address former);
}
