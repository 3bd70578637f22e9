package org.boot2docker.machine.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshKeyTest {
  @TempDir private Path folder;

  @Test
  void isReadByOpenSsh() throws Exception {
    Path key = folder.resolve("id_ed25519");
    Path publicKey = folder.resolve("id_ed25519.pub");

    SshKey.ensure(key, publicKey, "boot2docker-test");

    Process keygen =
        new ProcessBuilder("ssh-keygen", "-y", "-P", "", "-f", key.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keygen.waitFor()).as(output).isZero();
    assertThat(Files.readString(publicKey))
        .startsWith("ssh-ed25519 ")
        .endsWith(" boot2docker-test\n")
        .startsWith(output.strip().replace(" boot2docker-test", ""));
  }

  @Test
  void isForItsOwnerOnlyAndStaysTheSame() throws Exception {
    Path key = folder.resolve("id_ed25519");
    Path publicKey = folder.resolve("id_ed25519.pub");
    SshKey.ensure(key, publicKey, "a");
    String before = Files.readString(key);

    SshKey.ensure(key, publicKey, "b");

    assertThat(key).hasContent(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLostPublicKeyIsMadeAgainFromThePrivateOne() throws Exception {
    Path key = folder.resolve("id_ed25519");
    Path publicKey = folder.resolve("id_ed25519.pub");
    SshKey.ensure(key, publicKey, "a");
    String before = Files.readString(publicKey);
    Files.delete(publicKey);

    SshKey.ensure(key, publicKey, "a");

    assertThat(publicKey).hasContent(before);
  }

  @Test
  void saysWhichFileHoldsNoKey() throws Exception {
    Path key = Files.writeString(folder.resolve("id_ed25519"), "not a key\n");

    assertThatThrownBy(() -> SshKey.load(key))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll(key.toString(), "private key");
  }
}
