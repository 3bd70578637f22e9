package org.boot2docker.guest.system.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final String FILE = "/var/lib/boot2docker/profile";

  private final FakeKernel kernel = new FakeKernel();
  private final Profile profile = new Profile(kernel);

  @Test
  void windowsLineEndsAndBlanksAreNoPartOfAValue() {
    kernel.file(FILE, "DOCKER_UID=501\r\nCERT_INTERFACES=' eth1 tun0 '\r\n");

    assertThat(profile.value("DOCKER_UID")).contains("501");
    assertThat(profile.value("CERT_INTERFACES")).contains("eth1 tun0");
  }

  @Test
  void nothingIsSaidWithoutAProfile() {
    assertThat(profile.value("DOCKER_UID")).isEmpty();
  }

  @Test
  void aFileThatIsFarTooLargeForAProfileIsNotReadToItsEnd() {
    kernel.file(FILE, "DOCKER_UID=501\n" + "#".repeat(3 << 20));

    assertThat(profile.value("DOCKER_UID")).isEmpty();
  }
}
