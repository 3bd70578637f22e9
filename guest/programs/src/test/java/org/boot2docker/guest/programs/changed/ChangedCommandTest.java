package org.boot2docker.guest.programs.changed;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.junit.jupiter.api.Test;

class ChangedCommandTest {
  private final FakeKernel kernel = new FakeKernel();

  @Test
  void eachPathIsRaisedOnceInTheOrderOfTheHost() {
    String wide = "/home/u/" + "ü".repeat(3000);
    kernel.file("/in", "/home/u/a b\0" + wide + "\0/home/u/" + "x".repeat(2000) + "\0/home/u\0");

    assertThat(run()).isZero();
    assertThat(kernel.calls)
        .containsExactly(
            "retouch /home/u/a b", "retouch /home/u/" + "x".repeat(2000), "retouch /home/u");
  }

  @Test
  void aFileThatIsGoneIsNoMistake() {
    kernel.file("/in", "/gone\0/there\0half of a pa");
    kernel.failures.put("retouch /gone", -Linux.ENOENT);

    assertThat(run()).isZero();
    assertThat(kernel.calls).containsExactly("retouch /gone", "retouch /there");
  }

  /** Times on 9p would lose their fractions of seconds. */
  @Test
  void the9pFoldersTimesAreLeftAlone() {
    kernel.file(
        "/proc/mounts",
        "rootfs / tmpfs rw 0 0\nb /home/u/a\\040b 9p rw 0 0\nv /home/u/a\\040b/v virtiofs rw 0 0\n");
    kernel.file("/in", "/home/u/a b/f\0/home/u/a b/v/f\0/home/u/a bc\0");

    run();

    assertThat(kernel.calls)
        .containsExactly(
            "chmod itself /home/u/a b/f", "retouch /home/u/a b/v/f", "retouch /home/u/a bc");
  }

  private int run() {
    return new ChangedCommand(kernel, kernel.open("/in", Linux.O_RDONLY, 0)).run();
  }
}
