package org.boot2docker.guest.init.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataOptionTest {
  private static final Candidate SDA2 = new Candidate("sda2", "sda", "", true);
  private static final Candidate SDA10 = new Candidate("sda10", "sda", "", true);
  private static final Candidate SDB = new Candidate("sdb", "sdb", "", true);
  private static final Candidate OLD = new Candidate("sda1", "sda", "", false);
  private static final Candidate NVME =
      new Candidate("nvme0n1p1", "nvme0n1", "boot2docker-data", true);
  private static final List<Candidate> ALL = List.of(SDB, SDA10, OLD, SDA2, NVME);

  private static DataOption option(String commandLine) {
    return DataOption.from(new CommandLine(commandLine));
  }

  private static List<Candidate> without(Candidate one) {
    List<Candidate> rest = new ArrayList<>(ALL);
    rest.remove(one);
    return rest;
  }

  @Test
  void prefersTheLabelToEverything() {
    assertThat(option("quiet").choose(ALL)).contains(NVME);
    assertThat(option("quiet").isFinal(NVME)).isTrue();
  }

  @Test
  void takesTheFirstExt4OtherwiseCountingAsPeopleDo() {
    DataOption automatic = option("");
    assertThat(automatic.choose(without(NVME))).contains(SDA2);
    assertThat(automatic.choose(List.of(SDB, SDA10))).contains(SDA10);
    assertThat(automatic.isFinal(SDA2)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UUID=1234", "sdb1", "off", "label=x"})
  void withAValueThatItDoesNotKnowUsesNoDiskAndSaysSo(String value) {
    String commandLine = "quiet boot2docker.data=" + value;
    assertThat(option(commandLine).choose(ALL)).isEmpty();
    assertThat(option(commandLine).mayFormat("sda")).isFalse();
    assertThat(DataOption.mistake(new CommandLine(commandLine)).orElseThrow())
        .contains("boot2docker.data=" + value, "LABEL=name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=none", "=LABEL=x", "=/dev/sdb1"})
  void knowsTheValuesThatItHas(String value) {
    assertThat(DataOption.mistake(new CommandLine("boot2docker.data" + value))).isEmpty();
  }

  @Test
  void leavesOlderFileSystemsAlone() {
    assertThat(option("").choose(List.of(OLD))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {64 << 10, 8 << 10})
  void aMemberOfAMirrorIsNeverTheDataDisk(int fromTheEnd) {
    int size = 66 << 20;
    byte[] member = Arrays.copyOf(DiskShelf.ext4("", size, 0), size);
    LittleEndian.put32(member, size - fromTheEnd, 0xa92b4efc);
    FakeKernel kernel = new FakeKernel();
    DiskShelf shelf = new DiskShelf(kernel);
    shelf.attach("sda", size, member);
    shelf.attach("sdb", size, DiskShelf.ext4("", size, 0));
    Disks disks = new Disks(kernel);

    assertThat(disks.present().candidates()).extracting(Candidate::name).containsExactly("sdb");
    new Notices(new Log(kernel), disks).about(disks.present(), "");
    assertThat(kernel.log()).contains("/dev/sda is part of a software RAID");
  }

  @Test
  void whatLiesOnAllOfADiskThatWasPartitionedSinceIsNone() {
    FakeKernel kernel = new FakeKernel();
    DiskShelf shelf = new DiskShelf(kernel);
    byte[] stale = DiskShelf.ext4("boot2docker-data", 5000 * DiskShelf.MIB, 0);
    shelf.attach("sda", 5000 * DiskShelf.MIB, stale);
    shelf.partition("sda1", 1, DiskShelf.MIB, 1000 * DiskShelf.MIB, stale);
    assertThat(new Disks(kernel).present().candidates())
        .extracting(Candidate::name)
        .containsExactly("sda1");
  }

  @Test
  void obeysTheCommandLine() {
    assertThat(option("boot2docker.data=none").choose(ALL)).isEmpty();
    assertThat(option("boot2docker.data=/dev/sdb").choose(ALL)).contains(SDB);
    assertThat(option("boot2docker.data=LABEL=other").choose(ALL)).isEmpty();
    assertThat(option("boot2docker.data=/dev/sda1").choose(ALL)).contains(OLD);
  }
}
