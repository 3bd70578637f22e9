package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;
import org.teavm.interop.c.Variable;

/** The C library's functions for the machine as a whole, exactly as it declares them. */
final class LibcMachine {
  private LibcMachine() {}

  @Include("sys/syscall.h")
  @Variable
  @Import(name = "SYS_finit_module")
  static native int finitModuleNumber();

  @Include("unistd.h")
  @Import(name = "syscall")
  static native long syscall(long number, long a, String b, long c);

  @Include("unistd.h")
  @Import(name = "sethostname")
  static native int sethostname(String name, long length);

  @Include("sys/klog.h")
  @Import(name = "klogctl")
  static native int klogctl(int type, Address buffer, int length);

  @Include("sys/reboot.h")
  @Import(name = "reboot")
  static native int reboot(int how);

  @Include("sys/random.h")
  @Import(name = "getrandom")
  static native long getrandom(Address buffer, long size, int flags);
}
