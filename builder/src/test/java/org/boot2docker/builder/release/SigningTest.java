package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.step.BuildException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gpg and minisign sign is verified by us, and what we let them sign by them. */
class SigningTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private Path folder;
  private Path minisignKey;

  @BeforeEach
  void makeRelease() throws IOException {
    folder = Files.createDirectories(directory.resolve("release"));
    Files.writeString(folder.resolve("image.iso"), "an image");
    Sums.write(folder);
    minisignKey = directory.resolve("secret.key");
  }

  private String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
    return output;
  }

  private Path minisign(String name) throws IOException {
    Path key = directory.resolve(name + ".pub");
    run("minisign", "-G", "-W", "-p", "" + key, "-s", "" + minisignKey);
    sign(Optional.empty(), Optional.of(minisignKey));
    return key;
  }

  private void sign(Optional<String> openPgp, Optional<Path> minisign) throws IOException {
    new Signing(openPgp, minisign, Optional.empty()).sign(folder, shown);
  }

  /** A key of gpg's in a home of its own, which signs by its programs' own options. */
  private Path gpg(String user) throws IOException {
    Path home = Files.createDirectories(Path.of("/tmp", "b2d-gpg-" + System.nanoTime()));
    List<String> gpg =
        new ArrayList<>(List.of("gpg", "--homedir", "" + home, "--batch", "--passphrase", ""));
    Path key = directory.resolve(user + ".asc");
    Path signature = folder.resolve(Sums.SHA256 + "." + user + ".asc");
    try {
      runGpg(gpg, "--quick-gen-key", user + "@example.org", "ed25519", "sign");
      runGpg(gpg, "--armor", "--output", "" + key, "--export");
      runGpg(gpg, "--armor", "--output", "" + signature, "--detach-sign", Sums.SHA256);
    } finally {
      run("gpgconf", "--homedir", "" + home, "--kill", "all");
      org.boot2docker.formats.file.Folders.delete(home);
    }
    return key;
  }

  private void runGpg(List<String> gpg, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(gpg);
    command.addAll(List.of(arguments));
    run(command.toArray(new String[0]));
  }

  @Test
  void minisignsSignatureIsVerifiedByUsAndOursByMinisign() throws IOException {
    Path key = minisign("maker");
    assertThat(Verification.signatures("a release", folder, TrustedKeys.read(List.of(key)), 1))
        .hasSize(1);
    assertThat(run("minisign", "-V", "-p", "" + key, "-m", Sums.SHA512))
        .contains("Signature and comment signature verified", "boot2docker " + Sums.SHA512);
  }

  @Test
  void everyKindOfDamageIsSeen() throws IOException {
    Path key = minisign("maker");
    TrustedKeys keys = TrustedKeys.read(List.of(key));
    Path signature = folder.resolve(Sums.SHA256 + ".minisig");
    String good = Files.readString(signature);
    Files.writeString(signature, good.replace("boot2docker SHA256SUMS", "boot2docker SHA257SUMS"));
    assertRefused(keys, "bad signature");
    Files.writeString(signature, good);
    Path sums = folder.resolve(Sums.SHA256);
    Files.writeString(sums, Files.readString(sums).replace("image", "imago"));
    assertRefused(keys, "bad signature");
    Files.writeString(signature, good.lines().findFirst().orElseThrow() + "\n");
    assertRefused(keys, "is no signature");
  }

  @Test
  void aBadSignatureOfTheLongerSumsIsSeenToo() throws IOException {
    TrustedKeys keys = TrustedKeys.read(List.of(minisign("maker")));
    Path sums = folder.resolve(Sums.SHA512);
    Files.writeString(sums, Files.readString(sums).replace("image", "imago"));
    assertRefused(keys, "bad signature");
    Files.delete(folder.resolve(Sums.SHA512 + ".minisig"));
    assertThat(Verification.signatures("a release", folder, keys, 1)).hasSize(1);
  }

  private void assertRefused(TrustedKeys keys, String why) {
    assertThatThrownBy(() -> Verification.signatures("a release", folder, keys, 1))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(why);
  }

  @Test
  void gpgsSignaturesAreCountedByKey() throws IOException {
    Path alice = gpg("alice");
    Path bob = gpg("bob");
    Path key = minisign("maker");
    TrustedKeys two = TrustedKeys.read(List.of(alice, bob));
    assertThat(Verification.signatures("a release", folder, two, 2)).hasSize(2);
    TrustedKeys all = TrustedKeys.read(List.of(alice, bob, key));
    assertThat(Verification.signatures("a release", folder, all, 3)).hasSize(3);
    assertThatThrownBy(
            () ->
                Verification.signatures(
                    "a release", folder, TrustedKeys.read(List.of(alice, alice)), 2))
        .hasMessageContaining("is signed by 1 of the named keys, not by 2: ");
    Path sums = folder.resolve(Sums.SHA256);
    Files.writeString(sums, Files.readString(sums).replace("image", "imago"));
    assertThatThrownBy(() -> Verification.signatures("a release", folder, two, 1))
        .hasMessageContaining("has a bad signature by key ");
  }

  /** What {@code release --sign} does, with a home of gpg's own. */
  @Test
  void gpgSignsBothSumsForUs() throws IOException {
    Path home = Files.createDirectories(Path.of("/tmp", "b2d-gpg-" + System.nanoTime()));
    Path key = directory.resolve("maker.asc");
    List<String> gpg = List.of("gpg", "--homedir", "" + home, "--batch", "--passphrase", "");
    Signing signing =
        new Signing(Optional.of("maker@example.org"), Optional.empty(), Optional.empty());
    try {
      runGpg(gpg, "--quick-gen-key", "maker@example.org", "ed25519", "sign");
      runGpg(gpg, "--armor", "--output", "" + key, "--export");
      signing.sign(folder, shown, Map.of("GNUPGHOME", "" + home));
    } finally {
      run("gpgconf", "--homedir", "" + home, "--kill", "all");
      org.boot2docker.formats.file.Folders.delete(home);
    }
    assertSignedBy(signing, key);
  }

  /** What {@code release --sign-signify} does. */
  @Test
  void signifySignsBothSumsForUs() throws IOException {
    Path key = directory.resolve("signify.pub");
    Path secret = directory.resolve("signify.sec");
    run("signify-openbsd", "-G", "-n", "-p", "" + key, "-s", "" + secret);
    Signing signing = new Signing(Optional.empty(), Optional.empty(), Optional.of(secret));
    signing.requirePossible();
    signing.sign(folder, shown);
    assertThat(run("signify-openbsd", "-V", "-p", "" + key, "-m", Sums.SHA256))
        .contains("Signature Verified");
    assertSignedBy(signing, key);
  }

  private void assertSignedBy(Signing signing, Path key) throws IOException {
    for (String file : signing.files()) {
      assertThat(folder.resolve(file)).isNotEmptyFile();
    }
    TrustedKeys keys = TrustedKeys.read(List.of(key));
    assertThat(keys.signersOf(folder.resolve(Sums.SHA256)))
        .hasSize(1)
        .isEqualTo(keys.signersOf(folder.resolve(Sums.SHA512)));
    Path sums = folder.resolve(Sums.SHA256);
    Files.writeString(sums, Files.readString(sums).replace("image", "imago"));
    assertThatThrownBy(() -> keys.signersOf(sums))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad signature");
  }

  @Test
  void keysTellTheNamesOfTheirOwnersSignatures() throws IOException {
    Path alice = gpg("alice");
    Path maker = minisign("maker");
    Path odd = Files.copy(alice, directory.resolve("a b.asc"));
    assertThat(TrustedKeys.read(List.of(alice, maker, odd)).endings())
        .containsExactly(".alice.asc", ".maker.minisig", ".maker.sig");
  }

  @Test
  void strangersDontCount() throws IOException {
    minisign("maker");
    Path other = directory.resolve("other.pub");
    run("minisign", "-G", "-W", "-p", "" + other, "-s", "" + directory.resolve("other.key"));
    assertThatThrownBy(
            () -> Verification.signatures("a release", folder, TrustedKeys.read(List.of(other)), 1))
        .hasMessageContaining("is signed by 0 of the named keys");
  }

  @Test
  void aChangedOrMissingFileIsNamed() throws IOException {
    Path image = folder.resolve("image.iso");
    Verification.one(image, line -> {});
    assertThat(Verification.sha256(image)).isTrue();
    assertThat(run("sha256sum", "-c", Sums.SHA256)).contains("image.iso: OK");
    assertThat(run("sha512sum", "-c", Sums.SHA512)).contains("image.iso: OK");
    Files.writeString(image, "an imago");
    assertThatThrownBy(() -> Verification.one(image, line -> {}))
        .hasMessageContaining("image.iso has other bytes than when the release was made: ");
    assertThatThrownBy(() -> Verification.sha256(image)).isInstanceOf(BuildException.class);
    Files.writeString(folder.resolve("more"), "");
    assertThatThrownBy(() -> Verification.all(folder, line -> {}))
        .hasMessageContaining("more is not in SHA256SUMS: ");
  }

  /** In a folder with downloads of all kinds; verify is strict. */
  @Test
  void sumsOfOthersBesideAnImageAreNoFault() throws IOException {
    Path image = folder.resolve("image.iso");
    Path sums = folder.resolve(Sums.SHA256);
    String good = Files.readString(sums);
    String others = "# Debian\nSHA256 (a.iso) = 12\n" + "ab".repeat(32) + "  ./sub/x.iso\n";
    Files.writeString(sums, others);
    assertThat(Verification.sha256(image)).isFalse();
    Files.writeString(sums, others + good);
    assertThat(Verification.sha256(image)).isTrue();
    assertThatThrownBy(() -> Verification.one(image, line -> {}))
        .isInstanceOf(BuildException.class);
    for (String wrong :
        List.of("  image.iso", "  ./image.iso", "AB  image.iso", ".sig  image.iso")) {
      Files.writeString(sums, others + good + "ab".repeat(32) + wrong + "\n");
      assertThatThrownBy(() -> Verification.sha256(image)).isInstanceOf(BuildException.class);
    }
    Files.writeString(sums, good + "ab".repeat(32) + "  image.iso.sig\n");
    assertThat(Verification.sha256(image)).isTrue();
  }

  @Test
  void aMissingProgramOrKeyIsALine() {
    assertThatThrownBy(() -> sign(Optional.empty(), Optional.of(directory.resolve("none"))))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("minisign could not sign SHA256SUMS (")
        .hasMessageContainingAll(
            "in " + folder + ", run minisign -S ", " 'boot2docker SHA256SUMS' ");
  }

  @Test
  void whatAProgramAsksIsShown() throws IOException {
    Files.writeString(minisignKey, "no key\n");
    assertThatThrownBy(() -> sign(Optional.empty(), Optional.of(minisignKey)))
        .isInstanceOf(BuildException.class);
    assertThat(shown.toString(StandardCharsets.UTF_8)).isNotBlank();
  }

  @Test
  void aMissingProgramOrKeyIsSaidBeforeTheBuild() throws IOException {
    Path key = Files.writeString(minisignKey, "key");
    new Signing(Optional.empty(), Optional.of(key), Optional.empty()).requirePossible();
    assertThatThrownBy(
            () ->
                new Signing(
                        Optional.empty(), Optional.of(directory.resolve("no")), Optional.empty())
                    .requirePossible())
        .hasMessageContaining("the secret key " + directory.resolve("no") + " can't be read: ");
    assertThatThrownBy(() -> new SigningProgram("no-such-program", List.of()).requireInstalled())
        .hasMessageContaining("there is no no-such-program to sign with: ");
  }
}
