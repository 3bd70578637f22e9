package org.boot2docker.guest.programs.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

class ProfileCommandTest {
  private static final String FILE = "/var/lib/boot2docker/profile";

  private final FakeKernel kernel = new FakeKernel();

  @Test
  void scriptsAreGivenAValueByTheApplet() {
    kernel.file(FILE, "export SSH_PASSWORD='keys' # as on the other machines\n");
    ProfileCommand command = new ProfileCommand(kernel);

    assertThat(command.run(List.of("SSH_PASSWORD"))).isZero();
    assertThat(kernel.sent.get(1)).isEqualTo("keys\n");
    assertThat(command.run(List.of("NTP_SERVER"))).isEqualTo(1);
    assertThat(kernel.sent.get(1)).isEqualTo("keys\n");
    assertThat(command.run(List.of())).isEqualTo(2);
  }

  @Test
  void scriptsAreGivenAllThatConcernsThemAsShellText() {
    kernel.file("/p", "EXTRA_ARGS='a\nb'\nOTHER=1\nexport P=\"it's\" EXTRA_ARGS\n");
    ProfileCommand command = new ProfileCommand(kernel);

    assertThat(command.run(List.of("--file", "/p", "--shell", "EXTRA_ARGS", "DOCKER_TLS")))
        .isZero();
    assertThat(kernel.sent.get(1)).isEqualTo("EXTRA_ARGS='a\nb'\nexport P='it'\\''s'\n");
  }

  @Test
  void aMistakeIsSaidWithItsLineAndNothingElse() {
    kernel.file(FILE, "A=1\nsecret\n");
    ProfileCommand command = new ProfileCommand(kernel);

    assertThat(command.run(List.of("A"))).isEqualTo(2);
    assertThat(command.run(List.of("--shell", "A"))).isEqualTo(2);
    assertThat(kernel.sent).doesNotContainKey(1);
    assertThat(kernel.sent.get(2)).contains("line 2: ").doesNotContain("secret");
  }
}
