package org.boot2docker.debian.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.boot2docker.debian.testing.TestKey;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyringChoiceTest {
  private static final Path DISTRO_KEYS = Path.of("../distro/keys");

  private TestKey key;
  private TestKey stranger;

  @BeforeAll
  void makeKeys() throws PGPException {
    key = TestKey.make("archive");
    stranger = TestKey.make("stranger");
  }

  @Test
  void theShippedKeysAreThoseThatDebianInstalls(@TempDir Path nothing) throws IOException {
    Keyring shipped = new KeyringChoice(Optional.empty(), nothing, DISTRO_KEYS).find();
    assertThat(shipped.fingerprints()).hasSize(3);
    assertThat(InstalledKeys.find(Path.of("/")).orElseThrow().fingerprints())
        .containsAll(shipped.fingerprints());
  }

  @Test
  void aShippedKeyThatIsNotPinnedIsNotUsed(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("debian-archive.asc"), key.armored() + stranger.armored());
    String pin = key.keyring().fingerprints().iterator().next();
    Files.writeString(root.resolve("fingerprints"), "# ours\n\n" + pin + "  some key\n");
    assertThat(new KeyringChoice(Optional.empty(), root, root).find().fingerprints())
        .containsExactly(pin);
  }

  @Test
  void anInstalledKeyringComesBeforeTheShippedAndAnOptionBeforeBoth(@TempDir Path root)
      throws IOException {
    Path installed = Files.createDirectories(root.resolve("usr/share/keyrings"));
    Files.write(installed.resolve("debian-archive-keyring.gpg"), key.publicKey());
    assertThat(new KeyringChoice(Optional.empty(), root, DISTRO_KEYS).find().fingerprints())
        .isEqualTo(key.keyring().fingerprints());
    Path file = Files.write(root.resolve("mine.gpg"), stranger.publicKey());
    assertThat(new KeyringChoice(Optional.of(file), root, DISTRO_KEYS).find().fingerprints())
        .isEqualTo(stranger.keyring().fingerprints());
  }

  @Test
  void withoutAnyKeysItIsSaidHowToGetThem(@TempDir Path nothing) {
    assertThatThrownBy(() -> new KeyringChoice(Optional.empty(), nothing, nothing).find())
        .hasMessageContaining("debian-archive-keyring")
        .hasMessageContaining("--keyring")
        .hasMessageNotContaining("\n");
  }
}
