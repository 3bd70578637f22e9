package org.boot2docker.guest.system.kernel;

/** Mounts and partitions of which only the calls are noted. */
final class FakeStorage implements Storage {
  private final FakeTable table;

  FakeStorage(FakeTable table) {
    this.table = table;
  }

  @Override
  public int mount(String source, String target, String type, long flags, String data) {
    return table.calls.call(("mount " + type + " " + source + " " + target + " " + data).trim());
  }

  @Override
  public int unmount(String target) {
    return table.calls.call("unmount " + target);
  }

  @Override
  public void sync() {
    table.calls.call("sync");
  }

  @Override
  public int addPartition(int fd, int number, long start, long length) {
    return partition("partition", fd, number + " " + start + "+" + length);
  }

  @Override
  public int forgetPartition(int fd, int number) {
    return partition("forget", fd, Integer.toString(number));
  }

  @Override
  public int resizePartition(int fd, int number, long start, long length) {
    return partition("resize", fd, number + " " + start + "+" + length);
  }

  private int partition(String what, int fd, String rest) {
    return table.calls.call(what + " " + table.path(fd) + " " + rest);
  }
}
