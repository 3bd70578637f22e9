package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.GuestPaths;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the guest's SSH server takes passwords, which for the image everybody knows. */
class SshdScriptTest {
  private static final String ON = "PasswordAuthentication=yes";
  private static final String OFF = "PasswordAuthentication=no";

  @TempDir private Path root;
  private GuestScripts scripts = new GuestScripts(Path.of("."));

  @BeforeEach
  void aServerThatHasItsKey() throws IOException {
    scripts = GuestScripts.in(root);
    String key = "var/lib/boot2docker/ssh/ssh_host_ed25519_key";
    scripts.write(key, "-----END OPENSSH PRIVATE KEY-----\n");
    scripts.write(key + ".pub", "ssh-ed25519 AAAA host\n");
    scripts.write("usr/sbin/sshd", "#!/bin/sh\necho \"$*\"\n");
    HostTool.run(root, "chmod", "755", "usr/sbin/sshd").succeeded();
    commandLine("quiet");
  }

  private void commandLine(String line) throws IOException {
    scripts.write("proc/cmdline", line + "\n");
  }

  private void key() throws IOException {
    scripts.write(GuestPaths.inArchive(GuestPaths.AUTHORIZED_KEYS), "ssh-ed25519 AAAA me\n");
  }

  private String arguments() throws IOException {
    HostTool.Result result = scripts.run("sh", root + GuestPaths.LIBRARY + "/sshd");
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  @Test
  void passwordsAreTakenUnlessSomebodySaysOtherwise() throws IOException {
    key();
    assertThat(arguments()).contains(ON);
    commandLine("boot2docker.password=on");
    assertThat(arguments()).contains(ON);
    assertThat(scripts.console()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quiet boot2docker.password=off x",
        "boot2docker.password=\"off\"",
        "\"boot2docker.password=off\" quiet",
        "boot2docker.password=\"no",
      })
  void quotesOfTheCommandLineAreNoPartOfTheWish(String line) throws IOException {
    key();
    commandLine(line);
    assertThat(arguments()).contains(OFF);
    assertThat(scripts.console()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"keys, ''", "fo, counts as keys", "OFF, counts as keys"})
  void aKeyReplacesThePasswordAlsoWhenTheWishIsUnknown(String wish, String said)
      throws IOException {
    commandLine("boot2docker.password=" + wish);
    assertThat(arguments()).as("nobody is locked out").contains(ON);
    assertThat(scripts.console()).contains(said);
    key();
    assertThat(arguments()).contains(OFF);
  }

  @Test
  void theStrictestWishCounts() throws IOException {
    String given = "sys/firmware/qemu_fw_cfg/by_name/" + FirmwareNames.PASSWORD + "/raw";
    commandLine("boot2docker.password=on");
    scripts.write(given, "off");
    assertThat(arguments()).contains(OFF);
    assertThat(scripts.console()).contains("there is no key");
  }
}
