package org.boot2docker.guest.init.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.boot2docker.guest.init.partition.BlockException;
import org.boot2docker.guest.init.partition.KernelBlock;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

class KernelWorkshopTest {
  private static final long MIB = 1 << 20;

  private final FakeKernel kernel =
      new FakeKernel()
          .file("/dev/nvme0n1", "")
          .file("/sys/class/block/nvme0n1/size", "16777216\n")
          .file("/sys/class/block/nvme0n1p3/partition", "3\n")
          .file("/sys/class/block/nvme0n2p1/partition", "1\n");

  private void announce() {
    try (KernelBlock disk = KernelBlock.open(kernel, "nvme0n1")) {
      Layout layout = Layout.of(disk.size(), disk.size() - MIB);
      new KernelWorkshop(kernel, "nvme0n1", disk).announce(layout);
    }
  }

  @Test
  void partitionsThatTheDiskHadAreForgottenBeforeNewOnesAreMade() {
    announce();
    assertThat(kernel.calls)
        .containsExactly(
            "forget /dev/nvme0n1 3",
            "partition /dev/nvme0n1 2 1048576+1048576000",
            "partition /dev/nvme0n1 1 1049624576+7539261440");
  }

  @Test
  void doesNotGoOnWhenAPartitionIsInUse() {
    kernel.failures.put("forget /dev/nvme0n1 3", -16);
    assertThatThrownBy(this::announce)
        .isInstanceOf(BlockException.class)
        .hasMessageContainingAll("nvme0n1p3", "error 16");
  }
}
