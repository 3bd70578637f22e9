package org.boot2docker.guest.system.kernel;

/** Real disks and mounts, through the C library. */
final class NativeStorage implements Storage {
  @Override
  public int mount(String source, String target, String type, long flags, String data) {
    return Libc.result(LibcStorage.mount(source, target, type, flags, data));
  }

  @Override
  public int unmount(String target) {
    return Libc.result(LibcStorage.umount2(target, 0));
  }

  @Override
  public void sync() {
    LibcStorage.sync();
  }

  @Override
  public int addPartition(int fd, int number, long start, long length) {
    return PartitionCall.ADD.call(fd, number, start, length);
  }

  @Override
  public int forgetPartition(int fd, int number) {
    return PartitionCall.FORGET.call(fd, number, 0, 0);
  }

  @Override
  public int resizePartition(int fd, int number, long start, long length) {
    return PartitionCall.RESIZE.call(fd, number, start, length);
  }
}
