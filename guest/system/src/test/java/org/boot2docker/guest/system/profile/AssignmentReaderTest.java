package org.boot2docker.guest.system.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentReaderTest {
  private static Settings read(String text) {
    return new AssignmentReader(text).read();
  }

  @Test
  void dockerMachinesProfileIsTaken() {
    Settings settings =
        read(
            """

            EXTRA_ARGS='
            --label provider=generic
            A=not.this


            '
            CACERT=/var/lib/boot2docker/ca.pem
            # A=nor.this
            DOCKER_HOST='-H tcp://0.0.0.0:2376'

            export "HTTP_PROXY=http://user:pa$$word@10.0.2.2:3128"
            export "NO_PROXY=localhost, 127.0.0.1"
            """);
    assertThat(settings.mistake()).isEmpty();
    assertThat(settings.values())
        .containsEntry("EXTRA_ARGS", "\n--label provider=generic\nA=not.this\n\n\n")
        .containsEntry("DOCKER_HOST", "-H tcp://0.0.0.0:2376")
        .containsEntry("HTTP_PROXY", "http://user:pa$$word@10.0.2.2:3128")
        .doesNotContainKey("A");
    assertThat(settings.exported()).containsExactly("HTTP_PROXY", "NO_PROXY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A=a.b",
        "A=\"a b\" # why",
        "A=a#b",
        "A='a  b'",
        "export A=a",
        "export \"A=a b\"",
        "export 'A'=a",
        "A=a; export A",
        "X=1 Y='2 3'; A=a; Z=4",
        "X=1 A=a",
        "A=a\nA=b",
        "  A=a'b'\"c\"",
        "X=\"a\\\"b\"\nA=c",
        "A=",
        "A=a\\ b\\;\\'c",
        "A=\"\\a\\$x\\\\ \\\" \\`\"",
        "A=one\\\ntwo",
        "A=\"one\\\ntwo\nthree\"",
        "export \\\n A=a",
        "B='x  y'; A=$B-${B}z",
        "A=\"$A --more\"; A=\"$A --and more\"",
        "A=$nothing",
        "A=\"it's\"",
        "A='$x `y` \\ \"'",
        "A='a*'[b]?",
        "A==b=c",
        "A=%2F~",
      })
  void valuesAreThoseOfTheShell(String text) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", "unset A B nothing\n" + text + "\nprintf %s \"$A\"")
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(read(text).mistake()).isEmpty();
    assertThat(Optional.ofNullable(read(text).values().get("A"))).contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "'A=\"x\nB=1', line 1: the quote that begins here has no end",
    "'A=1\nB=\"x\n\n', line 2: the quote that begins here has no end",
    "'A=1\n\nsecret --x', 'line 3: this is no assignment, and nothing is run: put commands into"
        + " bootsync.sh'",
    "'A=1 secret', 'line 1: this is no assignment, and nothing is run: put commands into"
        + " bootsync.sh'",
    "'if true\nthen A=1\nfi', 'line 1: this is no assignment, and nothing is run: put commands into"
        + " bootsync.sh'",
    "'9A=1', 'line 1: this is no assignment, and nothing is run: put commands into bootsync.sh'",
    "'A=1\nB=$(secret)', 'line 2: a command has no result here, because nothing is run: write the"
        + " value itself'",
    "'A=\"`secret`\"', 'line 1: a command has no result here, because nothing is run: write the"
        + " value itself'",
    "'A=${B:-secret}', 'line 1: only ${NAME} is known: write the value itself'",
    "'A=http://u:secret&x@h', 'line 1: & means something to a shell: put the value in quotes'",
    "A=~/certs, 'line 1: ~ is nobody''s home here: write the path as a whole'",
    "'f() { A=1; }', 'line 1: ( means something to a shell: put the value in quotes'",
  })
  void whatIsNoAssignmentIsNamedWithItsLineAndWithoutItsText(String text, String mistake) {
    Settings settings = read(text);
    assertThat(settings.mistake()).contains(mistake);
    assertThat(settings.values()).as("nothing counts").isEmpty();
  }
}
