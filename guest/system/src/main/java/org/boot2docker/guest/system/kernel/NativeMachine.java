package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** The real machine, through the C library. */
final class NativeMachine implements Machine {
  private static final int SYSLOG_CONSOLE_LEVEL = 8;

  @Override
  public int loadModule(int fd, String parameters) {
    return Libc.result(LibcMachine.syscall(LibcMachine.finitModuleNumber(), fd, parameters, 0));
  }

  @Override
  public int setHostName(String name) {
    return Libc.result(LibcMachine.sethostname(name, name.length()));
  }

  @Override
  public int consoleLevel(int level) {
    return Libc.result(LibcMachine.klogctl(SYSLOG_CONSOLE_LEVEL, Address.fromLong(0), level));
  }

  @Override
  public int reboot(int how) {
    return Libc.result(LibcMachine.reboot(how));
  }
}
