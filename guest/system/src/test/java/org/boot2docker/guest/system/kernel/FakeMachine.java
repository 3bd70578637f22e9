package org.boot2docker.guest.system.kernel;

/** A machine of which only the calls are noted. */
final class FakeMachine implements Machine {
  private final FakeTable table;

  FakeMachine(FakeTable table) {
    this.table = table;
  }

  @Override
  public int loadModule(int fd, String parameters) {
    return table.calls.call("module " + table.path(fd));
  }

  @Override
  public int setHostName(String name) {
    return table.calls.call("hostname " + name);
  }

  @Override
  public int consoleLevel(int level) {
    return table.calls.call("console level " + level);
  }

  @Override
  public int reboot(int how) {
    return table.calls.call("reboot " + Integer.toHexString(how));
  }
}
