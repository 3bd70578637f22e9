package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other programs and people write into the profile, and what becomes of it. */
class ProfileScriptTest {
  private static final String LIMIT = "2";

  @TempDir private Path directory;
  private GuestScripts scripts;

  @BeforeEach
  void putScriptsThere() throws IOException {
    scripts = GuestScripts.in(directory);
  }

  private HostTool.Result read(String profile) throws IOException {
    scripts.write("profile", profile);
    Path script = directory.resolve("usr/lib/boot2docker/profile");
    return scripts.run("sh", script.toString(), "profile", "out", LIMIT);
  }

  /** What a shell finds after it has taken the settings. */
  private String settings(String profile, String expression) throws IOException {
    HostTool.Result result = read(profile);
    assertThat(result.exit()).as(result.out()).isZero();
    return scripts.run("sh", "-c", ". ./out/settings; printf %s " + expression).out();
  }

  private String complaint(String profile) throws IOException {
    HostTool.Result result = read(profile);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(directory.resolve("out/settings")).doesNotExist();
    return result.out().strip();
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

    assertThat(settings(profile, "\"$DOCKER_HOST|$DOCKER_TLS|$CACERT|$SERVERCERT|$SERVERKEY\""))
        .isEqualTo(
            "-H tcp://0.0.0.0:2376|auto|/var/lib/boot2docker/ca.pem"
                + "|/var/lib/boot2docker/server.pem|/var/lib/boot2docker/server-key.pem");
    assertThat(settings(profile, "\"$EXTRA_ARGS\"")).contains("\n--label provider=generic\n");
    assertThat(settings(profile, "\"$NO_PROXY\"")).isEqualTo("localhost, 127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "'A=1\r\nexport A\r\n', 1",
    "'export A=\"1\r\n2\"\r\n', '1\n2'",
    "'\u00ef\u00bb\u00bfA=1\nexport A', 1",
    "'nonsense --x\nexport A=1\nfalse', 1",
    "'export A=$nothing$(cat)1', 1",
    "'export A=1; set -- x y; cd /tmp', 1",
    "'export A=\"it''s\"', it's",
    "'f() { export A=1; }; f', 1",
    "'export A=1; echo said; echo said >&2', 1",
    "'export A=1; trap \"echo bye\" EXIT; sleep 30 &', 1",
    "'unset PATH; export A=1', 1",
    "'export A=\u00c3\u00a4', \u00c3\u00a4",
  })
  void whatHasASenseIsTaken(String profile, String value) throws IOException {
    String taken = settings(profile, "\"$A\"");
    assertThat(new String(taken.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "'A=1\nB=''x\nC=2\n', line 4: syntax error",
    "'A=1\nif true\nthen\nfi', line 4: syntax error",
    "'A=1\nexit 3\nB=2', (exit status 3)",
    "'exit', (exit status 0)",
    "'set -e; false', (exit status 1)",
    "'set -u; echo $nothing', (exit status 2)",
    "'exec true', (exit status 0)",
    "'set -n', (exit status 0)",
    "'while :; do :; done', 2 s",
    "'trap \"\" TERM INT HUP; sleep 60', 2 s",
    "'kill -9 $$', 2 s",
    "'yes secret', (exit status 153)",
    "'A=1\u0000', zero bytes",
  })
  void whatCannotBeUsedIsRefusedWithItsReason(String profile, String reason) throws IOException {
    assertThat(complaint(profile)).contains(reason);
  }

  @Test
  void anEmptyProfileIsFine() throws IOException {
    assertThat(read("").exit()).isZero();
  }

  @Test
  void noPartOfTheTrialGoesOn() throws IOException {
    read("sleep 987654 &\n(sleep 987654 &)\nsleep 987654");
    assertThat(HostTool.run(directory, "pgrep", "-f", "sleep 987654").out()).isEmpty();
  }

  @Test
  void whatIsNoPlainFileOrTooLargeIsRefused() throws IOException {
    Path script = directory.resolve("usr/lib/boot2docker/profile");
    HostTool.run(directory, "mkfifo", "pipe").succeeded();
    for (String file : List.of("pipe", "/dev/zero", ".", "missing")) {
      assertThat(scripts.run("sh", script.toString(), file, "out", LIMIT).out())
          .contains("not a file");
    }
    assertThat(complaint("#".repeat(262_145))).contains("256 KiB");
  }

  @Test
  void othersCannotReadWhatItHolds() throws IOException {
    read("export HTTP_PROXY=http://user:secret@proxy");
    assertThat(HostTool.run(directory, "stat", "-c", "%a", "out").out()).isEqualTo("700\n");
    assertThat(Files.readString(directory.resolve("out/settings"))).contains("secret");
  }
}
