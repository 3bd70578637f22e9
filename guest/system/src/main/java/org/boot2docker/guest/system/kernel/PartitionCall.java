package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;

/** The ioctl BLKPG, which changes what the kernel knows of a disk's partitions; linux/blkpg.h. */
enum PartitionCall {
  ADD(1),
  FORGET(2),
  RESIZE(3);

  private static final long BLKPG = 0x1269;
  private static final int ARGUMENT_BYTES = 24;
  private static final int PARTITION_BYTES = 152;

  private final int operation;

  PartitionCall(int operation) {
    this.operation = operation;
  }

  int call(int fd, int number, long start, long length) {
    Address argument = Libc.malloc(ARGUMENT_BYTES + PARTITION_BYTES);
    Address partition = argument.add(ARGUMENT_BYTES);
    Address.fillZero(argument, ARGUMENT_BYTES + PARTITION_BYTES);
    argument.putInt(operation);
    argument.add(8).putInt(PARTITION_BYTES);
    argument.add(16).putAddress(partition);
    partition.putLong(start);
    partition.add(8).putLong(length);
    partition.add(16).putInt(number);
    int result = LibcDescriptors.ioctl(fd, BLKPG, argument) < 0 ? -Libc.errno() : 0;
    Libc.free(argument);
    return result;
  }
}
