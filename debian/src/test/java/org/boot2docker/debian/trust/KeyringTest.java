package org.boot2docker.debian.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.boot2docker.debian.testing.TestKey;
import org.boot2docker.debian.testing.Tool;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyringTest {
  private static final Instant SIGNED = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant NOW = SIGNED.plus(Duration.ofDays(1));
  private static final String TEXT = "Origin: Test\n- dash: 1\n-----dashes\n\ntrailing  \n é\n";

  @TempDir Path directory;
  private TestKey key;
  private TestKey stranger;

  @BeforeAll
  void makeKeys() throws PGPException {
    key = TestKey.make("archive");
    stranger = TestKey.make("stranger");
  }

  @Test
  void whatWasSignedComesOutWithoutTrailingBlanks() throws IOException {
    SignedText signed = key.keyring().verify(sign("\n" + TEXT), "InRelease", NOW);
    assertThat(signed.text()).isEqualTo("\n" + TEXT.replace("trailing  ", "trailing"));
    assertThat(signed.signers()).isEqualTo(key.keyring().fingerprints());
  }

  @Test
  void gpgvAgreesOnGoodAndBad() throws IOException {
    byte[] good = sign(TEXT);
    assertThat(gpgv(good)).isTrue();
    assertThat(verifies(good)).isTrue();
    byte[] bad =
        text(good).replace("Origin: Test", "Origin: Tent").getBytes(StandardCharsets.UTF_8);
    assertThat(gpgv(bad)).isFalse();
    assertThat(verifies(bad)).isFalse();
  }

  @Test
  void noChangeOfASingleByteYieldsAnotherText() throws IOException {
    byte[] good = sign(TEXT);
    String expected = key.keyring().verify(good, "InRelease", NOW).text();
    Random random = new Random(7);
    for (int i = 0; i < 150; i++) {
      byte[] changed = good.clone();
      changed[i % good.length] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(key.keyring().verify(changed, "InRelease", NOW).text())
            .as("byte " + i)
            .isEqualTo(expected);
      } catch (SignatureException e) {
        assertThat(e.getMessage()).startsWith("InRelease").doesNotContain("\n");
      }
    }
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] good = sign(TEXT);
    for (int length = 0; length < good.length - 1; length += 13) {
      byte[] cut = java.util.Arrays.copyOf(good, length);
      assertThatThrownBy(() -> key.keyring().verify(cut, "InRelease", NOW))
          .isInstanceOf(SignatureException.class);
    }
  }

  @Test
  void textAroundTheSignedPartIsRefused() throws IOException {
    String good = text(sign(TEXT));
    assertRefused("Evil: yes\n" + good, "clear-signed");
    assertRefused("\n" + good, "clear-signed");
    assertRefused(good + "Evil: yes\n", "after its signature");
    assertRefused(good + good, "after its signature");
    assertRefused(good.replaceFirst("Hash: SHA512\n", "Hash: SHA512\nEvil: yes\n"), "header");
    assertRefused(good.replaceFirst("\n\n", "\n\n-Evil: yes\n"), "dash");
    assertRefused(good.replaceFirst("Origin: Test\n", "Origin: Test\r- dash"), "carriage return");
  }

  @Test
  void lineEndsOfWindowsDontMatter() throws IOException {
    assertThat(verifies(text(sign(TEXT)).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)))
        .isTrue();
  }

  @Test
  void aStrangersSignatureIsRefusedNamingTheKeys() throws IOException {
    byte[] message = stranger.clearSign(TEXT, SIGNED);
    assertThatThrownBy(() -> key.keyring().verify(message, "InRelease", NOW))
        .hasMessageContainingAll("signed", "the test's key");
  }

  @Test
  void oneKnownKeyAmongSeveralIsEnough() throws IOException {
    byte[] message = TestKey.clearSign(TEXT, SIGNED, List.of(stranger, key));
    assertThat(key.keyring().verify(message, "InRelease", NOW).signers())
        .isEqualTo(key.keyring().fingerprints());
  }

  @Test
  void aSignatureFromTheFutureNamesTheClock() throws IOException {
    byte[] message = sign(TEXT);
    assertThatThrownBy(() -> key.keyring().verify(message, "InRelease", SIGNED.minusSeconds(3600)))
        .hasMessageContaining("set the clock");
    key.keyring().verify(message, "InRelease", SIGNED.minusSeconds(60));
  }

  @Test
  void aSignatureFromBeforeItsKeyIsRefused() throws IOException {
    byte[] message = key.clearSign(TEXT, TestKey.MADE.minusSeconds(86400));
    assertThatThrownBy(() -> key.keyring().verify(message, "InRelease", NOW))
        .isInstanceOf(SignatureException.class);
  }

  @Test
  void anExpiredKeyIsRefusedEvenForWhatItSignedBefore() throws IOException {
    Instant expired = TestKey.MADE.plus(Duration.ofDays(6 * 365));
    assertThatThrownBy(() -> key.keyring().verify(sign(TEXT), "InRelease", expired))
        .hasMessageContaining("valid");
    byte[] late = key.clearSign(TEXT, expired);
    assertThatThrownBy(() -> key.keyring().verify(late, "InRelease", expired))
        .hasMessageContaining("could not sign");
  }

  @Test
  void manyMessagesAreVerifiedSideBySide() throws Exception {
    byte[] message = sign(TEXT);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 10; round++) {
        Keyring fresh = key.keyring();
        List<Callable<SignedText>> tasks =
            Collections.nCopies(8, () -> fresh.verify(message, "InRelease", NOW));
        for (Future<SignedText> task : pool.invokeAll(tasks)) {
          assertThat(task.get().signers()).isEqualTo(fresh.fingerprints());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void pinningKeepsOnlyListedKeys() throws IOException {
    Path both = directory.resolve("both.asc");
    Files.writeString(both, key.armored() + stranger.armored());
    Keyring ring = Keyring.read(List.of(both));
    assertThat(ring.fingerprints()).hasSize(2);
    Set<String> pins = stranger.keyring().fingerprints();
    assertThat(ring.pinnedTo(pins).fingerprints()).isEqualTo(pins);
    assertThatThrownBy(() -> ring.pinnedTo(Set.of("00"))).hasMessageContaining("pinned");
  }

  @Test
  void aFileWithoutKeysIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("nonsense.gpg"), "hello");
    assertThatThrownBy(() -> Keyring.read(List.of(file))).hasMessageContaining("nonsense.gpg");
  }

  @Test
  void retiredKeysAreNeverTaken() throws IOException {
    Path keys = Files.createDirectories(directory.resolve("root/usr/share/keyrings"));
    assertThat(InstalledKeys.find(directory.resolve("root"))).isEmpty();
    Files.write(keys.resolve("debian-archive-removed-keys.gpg"), stranger.publicKey());
    assertThat(InstalledKeys.find(directory.resolve("root"))).isEmpty();
    Files.write(keys.resolve("debian-archive-trixie-stable.gpg"), key.publicKey());
    assertThat(InstalledKeys.find(directory.resolve("root")).orElseThrow().fingerprints())
        .isEqualTo(key.keyring().fingerprints());
  }

  private byte[] sign(String text) throws IOException {
    return key.clearSign(text, SIGNED);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void assertRefused(String message, String why) {
    assertThatThrownBy(
            () -> key.keyring().verify(message.getBytes(StandardCharsets.UTF_8), "InRelease", NOW))
        .isInstanceOf(SignatureException.class)
        .hasMessageContaining(why);
  }

  private boolean verifies(byte[] message) throws IOException {
    try {
      key.keyring().verify(message, "InRelease", NOW);
      return true;
    } catch (SignatureException e) {
      return false;
    }
  }

  private boolean gpgv(byte[] message) throws IOException {
    Path ring = Files.write(directory.resolve("ring.gpg"), key.publicKey());
    Path file = Files.write(directory.resolve("InRelease"), message);
    return Tool.run(directory, List.of("gpgv", "--keyring", ring.toString(), file.toString()))
            .status()
        == 0;
  }
}
