package org.boot2docker.guest.programs.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

class DockerConfigTest {
  private static final String FILE = "/etc/docker/daemon.json";
  private static final String OVER = "/run/boot2docker/tls/daemon.json";
  private static final String MOUNT = "mount  " + OVER + " " + FILE;

  private final FakeKernel kernel = new FakeKernel();
  private final DockerConfig config = new DockerConfig(kernel);

  @Test
  void settingIsTheLastOneOfTheObject() {
    assertThat(DockerConfig.with("{\"debug\": true}\n", true))
        .isEqualTo("{\"debug\": true,\n  \"live-restore\": true\n}\n");
    assertThat(DockerConfig.with("{ }", false)).isEqualTo("{\n  \"live-restore\": false\n}\n");
    assertThat(DockerConfig.with("", true)).isEqualTo("{\n  \"live-restore\": true\n}\n");
  }

  @Test
  void ownFileStaysAsItIs() {
    kernel.file(FILE, "{\"debug\": true}");
    config.setLiveRestore(true);
    config.setLiveRestore(false);

    assertThat(kernel.text(FILE)).isEqualTo("{\"debug\": true}");
    assertThat(kernel.text(OVER)).contains("\"live-restore\": false");
    assertThat(kernel.calls).containsOnlyOnce(MOUNT);

    config.restore();
    assertThat(kernel.calls).contains("unmount " + FILE);
    assertThat(kernel.text(FILE)).isEqualTo("{\"debug\": true}");
  }

  @Test
  void fileThatWasNotThereIsTakenAwayAgain() {
    config.setLiveRestore(true);
    assertThat(kernel.text(FILE)).isEqualTo("{}\n");

    config.restore();
    assertThat(kernel.exists(FILE)).isFalse();
    assertThat(kernel.exists(OVER)).isFalse();
  }
}
