package org.boot2docker.guest.system.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellAssignmentTest {
  private static final String PROFILE =
      """

      EXTRA_ARGS='
      --label provider=generic
      NTP_SERVER=not.this.one

      '
      CACERT=/var/lib/boot2docker/ca.pem
      # NTP_SERVER=nor.this
      echo NTP_SERVER=not.even.this
      export "HTTP_PROXY=http://proxy:3128"
      """;

  private static Optional<String> find(String text) {
    return ShellAssignment.find(text, "NTP_SERVER");
  }

  @Test
  void textInsideQuotesCommentsAndArgumentsIsNoAssignment() {
    assertThat(find(PROFILE)).isEmpty();
    assertThat(find(PROFILE + "NTP_SERVER=this.one\n")).contains("this.one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NTP_SERVER=a.b",
        "NTP_SERVER=\"a b\" # why",
        "NTP_SERVER='a  b'",
        "export NTP_SERVER=a",
        "export \"NTP_SERVER=a b\"",
        "X=1 Y='2 3'; NTP_SERVER=a; Z=4",
        "X=1 NTP_SERVER=a",
        "NTP_SERVER=a\nNTP_SERVER=b",
        "  NTP_SERVER=a'b'\"c\"",
        "X=\"a\\\"b\"\nNTP_SERVER=c",
        "NTP_SERVER="
      })
  void valuesAreThoseOfTheShell(String text) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", text + "\nprintf %s \"$NTP_SERVER\"")
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(find(text)).contains(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NTP_SERVER=$OTHER", "NTP_SERVER=\"`date`\"", "NTP_SERVER=a\\ b", "NTP_SERVER='a"})
  void valuesThatTheShellWouldHaveToExpandAreNotGuessed(String text) {
    assertThat(find(text)).isEmpty();
  }
}
