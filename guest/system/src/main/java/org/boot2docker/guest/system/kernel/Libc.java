package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The C library's memory and errno; {@code LibcFiles} and so on declare its other functions. */
final class Libc {
  private Libc() {}

  @Include("errno.h")
  @Variable
  @Import(name = "errno")
  static native int errno();

  @Include("stdlib.h")
  @Import(name = "malloc")
  static native Address malloc(long size);

  @Include("stdlib.h")
  @Import(name = "free")
  static native void free(Address memory);

  /** A call's result as ours are: the negated errno when it failed, or else what it gave. */
  static int result(long value) {
    return value < 0 ? -errno() : (int) value;
  }
}
