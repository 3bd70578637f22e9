package org.boot2docker.guest.system.kernel;

/** Sockets at which a test lets messages arrive. */
final class FakeNet extends FakeDescriptors implements Net {
  FakeNet(FakeTable table) {
    super(table);
  }

  @Override
  public int connect(String socketPath) {
    int result = table.calls.call("connect " + socketPath);
    return result < 0 ? result : table.socket();
  }

  @Override
  public int ueventSocket() {
    return table.socket();
  }

  @Override
  public int routerSocket() {
    return table.socket();
  }

  @Override
  public int interfaceSocket() {
    return table.socket();
  }

  @Override
  public int firewallSocket() {
    return table.socket();
  }

  @Override
  public int sendToRouters(int interfaceIndex, byte[] packet) {
    return table.calls.call("routers " + interfaceIndex + " " + packet.length);
  }
}
