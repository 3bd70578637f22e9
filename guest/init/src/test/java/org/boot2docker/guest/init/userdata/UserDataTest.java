package org.boot2docker.guest.init.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives made by Debian's tar, and archives no tar would make. */
class UserDataTest {
  private static final String WORDS = "boot2docker, please format-me";
  private static final String HOME = "/home/docker/";

  @TempDir private Path directory;

  private final FakeKernel kernel = new FakeKernel().file("/home/docker/.profile", "");

  private void unpack(byte[] archive) {
    kernel.file("/var/lib/boot2docker/userdata.tar", archive);
    new UserData(kernel, new Log(kernel)).unpack();
  }

  private byte[] tar(String format, String... members) throws Exception {
    List<String> command = new ArrayList<>(List.of("tar", "-b1", "-c", "--format=" + format));
    command.addAll(List.of(members));
    Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
    byte[] archive = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as("tar").isZero();
    return archive;
  }

  private void put(String name, String content) throws Exception {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** A header as tar makes it, then the content. */
  private static byte[] member(String name, char type, String content) {
    byte[] header = new byte[512];
    text(header, 0, name);
    text(header, 100, "0007777");
    text(header, 124, octal(content.length(), 11));
    header[156] = (byte) type;
    text(header, 257, "ustar");
    text(header, 263, "00");
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    text(header, 148, octal(sum, 6));
    header[154] = 0;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header);
    all.writeBytes(Arrays.copyOf(content.getBytes(StandardCharsets.UTF_8), padded(content)));
    return all.toByteArray();
  }

  private static int padded(String content) {
    return (content.length() + 511) / 512 * 512;
  }

  private static String octal(int value, int digits) {
    String text = Integer.toOctalString(value);
    return "0".repeat(digits - text.length()) + text;
  }

  private static void text(byte[] to, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      to[at + i] = (byte) text.charAt(i);
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ustar", "gnu", "v7", "pax"})
  void unpacksKeysForTheUserDocker(String format) throws Exception {
    put(WORDS, WORDS);
    put(".ssh/authorized_keys", "ssh-ed25519 AAAA me\n");
    put(".ssh/authorized_keys2", "ssh-rsa BBBB me\n");
    put("bin/tool", "#!/bin/sh\n");
    assertThat(directory.resolve("bin/tool").toFile().setExecutable(true, false)).isTrue();
    unpack(tar(format, WORDS, ".ssh/", "bin/"));
    assertThat(kernel.text(HOME + ".ssh/authorized_keys")).isEqualTo("ssh-ed25519 AAAA me\n");
    assertThat(kernel.text(HOME + ".ssh/authorized_keys2")).isEqualTo("ssh-rsa BBBB me\n");
    assertThat(kernel.calls)
        .contains(
            "chmod 700 /home/docker/.ssh",
            "chown 1000:50 /home/docker/.ssh",
            "chmod 600 /home/docker/.ssh/authorized_keys.new",
            "chown 1000:50 /home/docker/.ssh/authorized_keys.new",
            "chmod 755 /home/docker/bin/tool.new");
    assertThat(kernel.exists(HOME + WORDS)).isFalse();
    assertThat(kernel.log()).isEmpty();
  }

  @Test
  void keepsWhatWasChangedSinceAndAddsOnlyKeys() throws Exception {
    put("notes", "old\n");
    put(".ssh/authorized_keys", "ssh-ed25519 AAAA me\nssh-rsa BBBB me\n");
    kernel.file(HOME + "notes", "new\n");
    kernel.file(HOME + ".ssh/authorized_keys", "ssh-ed25519 CCCC other\nssh-rsa BBBB me");
    unpack(tar("ustar", "notes", ".ssh/"));
    assertThat(kernel.text(HOME + "notes")).isEqualTo("new\n");
    assertThat(kernel.text(HOME + ".ssh/authorized_keys"))
        .isEqualTo("ssh-ed25519 CCCC other\nssh-rsa BBBB me\nssh-ed25519 AAAA me\n");
  }

  @Test
  void keysThatAreThereAreNotWrittenAgain() {
    String keys = "# m\u00fcller\n\nssh-rsa BBBB me";
    byte[] present = keys.getBytes(StandardCharsets.ISO_8859_1);
    kernel.file(HOME + ".ssh/authorized_keys", present);
    unpack(member(".ssh/authorized_keys", '0', "ssh-rsa BBBB me\n"));
    assertThat(kernel.calls).noneMatch(call -> call.contains("authorized_keys"));

    unpack(member(".ssh/authorized_keys", '0', "ssh-ed25519 AAAA me\n"));
    assertThat(Text.bytes(kernel, HOME + ".ssh/authorized_keys"))
        .hasValue((keys + "\nssh-ed25519 AAAA me\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void keysThatCannotBeReadAreNotReplaced() {
    String file = HOME + ".ssh/authorized_keys";
    kernel.file(file, "ssh-ed25519 CCCC other\n");
    kernel.failures.put("open " + file, -5);
    unpack(member(".ssh/authorized_keys", '0', "ssh-rsa BBBB me\n"));
    assertThat(kernel.text(file)).isEqualTo("ssh-ed25519 CCCC other\n");
    assertThat(kernel.log()).contains("<3>boot2docker: userdata.tar: .ssh/authorized_keys ");
  }

  @Test
  void doesNothingWithoutAnArchiveOrWithTheBareWords() {
    new UserData(kernel, new Log(kernel)).unpack();
    unpack(Arrays.copyOf(WORDS.getBytes(StandardCharsets.US_ASCII), 4096));
    assertThat(kernel.log()).isEmpty();
    assertThat(kernel.calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, 0, outside the home directory",
    "../../etc/passwd, 0, outside the home directory",
    "a/../../b, 0, outside the home directory",
    "./.., 5, outside the home directory",
    "link, 2, neither a regular file nor a directory",
    "hard, 1, neither a regular file nor a directory",
    "disk, 4, neither a regular file nor a directory",
    "tty, 3, neither a regular file nor a directory",
    "pipe, 6, neither a regular file nor a directory",
    "./, 0, has no name",
  })
  void refusesWhatCouldDoHarmAndUnpacksTheRest(String name, char type, String reason) {
    unpack(join(member(name, type, ""), member("good", '0', "content")));
    assertThat(kernel.log()).contains("userdata.tar: " + name, reason);
    assertThat(kernel.log().lines().filter(line -> !line.isEmpty())).hasSize(1);
    assertThat(kernel.text(HOME + "good")).isEqualTo("content");
    assertThat(kernel.text("/etc/passwd")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax"})
  void aNameThatIsTooLongIsRefusedAndNotCut(String format) throws Exception {
    String name = "n".repeat(120);
    put(name, "x");
    unpack(tar(format, name));
    assertThat(kernel.list("/home/docker")).noneMatch(file -> file.startsWith("nnn"));
    assertThat(kernel.log()).contains("has its whole name in a header of its own");
  }

  @Test
  void keepsNoSpecialPermissions() {
    unpack(member("tool", '0', "x"));
    assertThat(kernel.calls).contains("chmod 755 /home/docker/tool.new");
  }

  @Test
  void doesNotFollowLinksThatAreThere() {
    kernel.link("/home/docker/.ssh", "/etc");
    unpack(join(member(".ssh/passwd", '0', "x"), member("good", '0', "content")));
    assertThat(kernel.log()).contains("userdata.tar: .ssh/passwd ");
    assertThat(kernel.text(HOME + "good")).isEqualTo("content");
  }

  @Test
  void refusesAMemberThatIsCutOff() {
    byte[] whole = join(member("good", '0', "content"), member("long", '0', "y".repeat(3000)));
    unpack(Arrays.copyOf(whole, 4096));
    assertThat(kernel.text(HOME + "good")).isEqualTo("content");
    assertThat(kernel.log()).contains("userdata.tar: long ");
    assertThat(kernel.exists(HOME + "long")).isFalse();
  }

  @Test
  void readsNoMoreThanAMebibyte() {
    byte[] large = member("huge", '0', "z".repeat(2 << 20));
    unpack(join(member("good", '0', "content"), large));
    assertThat(kernel.text(HOME + "good")).isEqualTo("content");
    assertThat(kernel.log()).contains("userdata.tar: huge ");
  }

  @Test
  void stopsAtAHeaderWhoseSumIsWrong() {
    byte[] bad = member("bad", '0', "");
    bad[0] ^= 1;
    unpack(join(member("good", '0', "content"), bad, member("lost", '0', "x")));
    assertThat(kernel.text(HOME + "good")).isEqualTo("content");
    assertThat(kernel.log()).containsPattern("userdata.tar: .*byte 1024");
    assertThat(kernel.exists(HOME + "lost")).isFalse();
  }

  @Test
  void doesNotFillTheConsole() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      all.writeBytes(member("/" + i, '0', ""));
    }
    unpack(all.toByteArray());
    assertThat(kernel.log().lines().filter(line -> !line.isEmpty()))
        .hasSize(11)
        .last()
        .asString()
        .contains("90 more members");
  }

  @Test
  void survivesRubbish() {
    Random random = new Random(7);
    byte[] sound = join(member("a/b", '0', "content"), member("c", '5', ""));
    for (int round = 0; round < 5000; round++) {
      byte[] archive = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      for (int i = 0; i < 4 && archive.length > 0; i++) {
        archive[random.nextInt(archive.length)] = (byte) random.nextInt();
      }
      for (Entry entry : TarReader.read(archive)) {
        if (entry instanceof Entry.File file) {
          assertThat(file.path()).isNotEmpty().doesNotContain("..");
          assertThat(file.offset() + file.length()).isLessThanOrEqualTo(archive.length);
        }
      }
    }
  }
}
