package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class EngineIdTest {
  private static final String OLD = "11111111-2222-3333-4444-555555555555";
  private static final String NEW = "99999999-8888-7777-6666-555555555555";
  private static final String FILE = "/var/lib/docker/engine-id";
  private static final String MEMORY = "/proc/77/mem";

  private final FakeKernel kernel =
      new FakeKernel()
          .file("/run/docker.pid", "77")
          .file(FILE, OLD)
          .file("/proc/sys/kernel/random/uuid", NEW + "\n")
          .file(
              "/proc/77/maps",
              """
              00000000-00000100 r--p 00000000 00:02 9 /usr/sbin/dockerd
              00000100-00030000 rw-p 00000000 00:00 0
              00030000-00040000 rw-p 00000000 00:02 9 /usr/sbin/dockerd
              """);

  private final EngineId id = new EngineId(kernel, new Log(kernel));

  private void memory(int first, int second) {
    StringBuilder text = new StringBuilder(OLD + ".".repeat(0x40000));
    text.replace(first, first + OLD.length(), OLD);
    text.replace(second, second + OLD.length(), OLD);
    kernel.file(MEMORY, text.toString());
  }

  @Test
  void isFoundInWritableMemoryOfNoFile() {
    // Across the end of what is read at once, and outside.
    memory(0x100 + 0x10000 - 10, 0x30010);
    assertThat(id.places().orElseThrow()).containsExactly(0x100 + 0x10000 - 10L);
  }

  @Test
  void isChangedWhereItStillIs() {
    memory(0x200, 0x300);
    String before = kernel.text(MEMORY);

    id.renew(List.of("200", "400"));

    assertThat(kernel.text(MEMORY))
        .isEqualTo(before.substring(0, 0x200) + NEW + before.substring(0x200 + NEW.length()));
    assertThat(kernel.text(FILE)).isEqualTo(NEW);
  }

  @Test
  void isNotFoundWithoutDocker() {
    kernel.unlink(MEMORY);
    assertThat(id.places()).isEmpty();
  }
}
