package org.boot2docker.guest.init.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

/** What a crash left is kept on the disk, and never fills it. */
class CrashRecordsTest {
  private static final String KEPT = "/var/lib/boot2docker/crashes";
  private static final String RECORD = "/sys/fs/pstore/dmesg-erst-1";

  private final FakeKernel kernel = new FakeKernel().file(RECORD, "Oops\n");

  private void move() {
    new CrashRecords(kernel, new Log(kernel)).move();
  }

  private void disk() {
    kernel.link("/var/lib/boot2docker", "/mnt/vda1/var/lib/boot2docker");
  }

  @Test
  void staysInPstoreWithoutADisk() {
    move();
    assertThat(kernel.exists(RECORD)).isTrue();
  }

  @Test
  void isMovedAndSaid() {
    disk();
    move();
    assertThat(kernel.text(KEPT + "/1-dmesg-erst-1")).isEqualTo("Oops\n");
    assertThat(kernel.exists(RECORD)).isFalse();
    assertThat(kernel.log()).contains("<3>boot2docker: the kernel crashed before", KEPT);
  }

  @Test
  void staysInPstoreWhenItCannotBeRead() {
    disk();
    kernel.unlink(RECORD);
    kernel.link(RECORD, "/nowhere");
    move();
    assertThat(kernel.list(KEPT)).isEmpty();
    assertThat(kernel.list("/sys/fs/pstore")).hasSize(1);
  }

  @Test
  void onlyTheNewestAreKeptAndWhatIsNotOursStays() {
    disk();
    kernel.file(KEPT + "/notes", "mine");
    for (int i = 1; i <= 64; i++) {
      kernel.file(KEPT + "/" + i + "-dmesg-erst-9", "old");
    }
    move();
    assertThat(Set.copyOf(kernel.list(KEPT)))
        .hasSize(65)
        .contains("notes", "2-dmesg-erst-9", "65-dmesg-erst-1")
        .doesNotContain("1-dmesg-erst-9");
  }
}
