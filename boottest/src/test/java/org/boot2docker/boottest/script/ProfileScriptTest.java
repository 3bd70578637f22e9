package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What other programs and people write into the profile, and what a script of the guest gets of it
 * from the guest's own init.
 */
class ProfileScriptTest {
  @TempDir private Path directory;
  private GuestScripts scripts;

  @BeforeEach
  void putScriptsThere() throws IOException {
    scripts = GuestScripts.in(directory);
  }

  /** Runs shell text after the profile's settings, or gives the complaint about the profile. */
  private HostTool.Result run(String file, String text) throws IOException {
    String taking =
        "settings=$(usr/sbin/init profile --file %s --shell EXTRA_ARGS DOCKER_HOST 2>&1) || {\n"
            + "  printf %%s \"$settings\"\n"
            + "  exit 1\n"
            + "}\n"
            + "eval \"$settings\"\n";
    return scripts.run("sh", "-c", taking.formatted(file) + text);
  }

  private String settings(String profile, String expression) throws IOException {
    scripts.write("profile", profile);
    HostTool.Result result = run("profile", "printf %s " + expression);
    assertThat(result.exit()).as(result.out()).isZero();
    return result.out();
  }

  private String complaint(String profile) throws IOException {
    scripts.write("profile", profile);
    HostTool.Result result = run("profile", "echo taken");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  @Test
  void dockerMachinesProfileIsTaken() throws IOException {
    String profile =
        """

        EXTRA_ARGS='
        --label provider=generic
        --insecure-registry 10.0.0.0/8
        --registry-mirror http://10.0.2.2:5000


        '
        CACERT=/var/lib/boot2docker/ca.pem
        DOCKER_HOST='-H tcp://0.0.0.0:2376'
        DOCKER_STORAGE=overlay2
        DOCKER_TLS=auto
        SERVERKEY=/var/lib/boot2docker/server-key.pem
        SERVERCERT=/var/lib/boot2docker/server.pem

        export "HTTP_PROXY=http://user:pa$$word@10.0.2.2:3128"
        export "NO_PROXY=localhost, 127.0.0.1"
        """;

    assertThat(settings(profile, "\"$DOCKER_HOST|$HTTP_PROXY|$NO_PROXY|${DOCKER_TLS-}\""))
        .as("what a script doesn't ask for and isn't exported isn't given")
        .isEqualTo(
            "-H tcp://0.0.0.0:2376|http://user:pa$$word@10.0.2.2:3128|localhost, 127.0.0.1|");
    assertThat(settings(profile, "\"$EXTRA_ARGS\"")).contains("\n--label provider=generic\n");
    assertThat(settings(profile, "\"$(env)\"")).contains("NO_PROXY=").doesNotContain("DOCKER_HOST");
  }

  @ParameterizedTest
  @CsvSource({
    "'A=1\r\nexport A\r\n', 1",
    "'export A=\"1\r\n2\"\r\n', '1\n2'",
    "'\u00ef\u00bb\u00bfA=1\nexport A', 1",
    "'export A=$nothing\"\"1', 1",
    "'B=x; export A=\"$B y\"', x y",
    "'export A=\"it''s; \\`echo\\`\\$x\"', it's; `echo`$x",
    "'export A=''$(rm -rf x) \"''', '$(rm -rf x) \"'",
    "'export A=\u00c3\u00a4', \u00c3\u00a4",
  })
  void whatHasASenseIsTaken(String profile, String value) throws IOException {
    scripts.write("profile", profile);
    String taken = run("profile", "printf %s \"$A\"").out();
    assertThat(new String(taken.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .startsWith(value);
  }

  @ParameterizedTest
  @CsvSource({
    "'A=1\nB=''x\nC=2\n', line 2: the quote that begins here has no end",
    "'A=1\nif true\nthen\nfi', line 2: this is no assignment",
    "'touch ran', line 1: this is no assignment",
    "'export A=$(touch ran)', line 1: a command has no result here",
    "'f() { touch ran; }; f', line 1: ( means something to a shell",
    "'A=1\u0000', it holds zero bytes: save it as plain text",
  })
  void whatCannotBeUsedIsRefusedWithItsReasonAndNothingIsRun(String profile, String reason)
      throws IOException {
    assertThat(complaint(profile)).startsWith(reason);
    assertThat(directory.resolve("ran")).doesNotExist();
  }

  @Test
  void aComplaintHoldsNothingOfTheProfile() throws IOException {
    assertThat(complaint("export HTTP_PROXY=http://user:secret&x\n")).doesNotContain("secret");
    assertThat(complaint("secret 1\n")).doesNotContain("secret");
  }

  @Test
  void anEmptyProfileAndNoneAreFine() throws IOException {
    assertThat(settings("", "fine")).isEqualTo("fine");
    assertThat(run("missing", "echo fine").out()).isEqualTo("fine\n");
  }

  @Test
  void whatIsNoPlainFileOrTooLargeIsRefused() throws IOException {
    assertThat(run(".", "").out()).isEqualTo("it is not a file that can be read");
    assertThat(run("/dev/zero", "").out()).isEqualTo("it is larger than 256 KiB");
    assertThat(complaint("#".repeat(262_145))).isEqualTo("it is larger than 256 KiB");
  }
}
