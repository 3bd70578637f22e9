package org.boot2docker.guest.system.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.boot2docker.guest.system.kernel.FakeFiles;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final String FILE = "/var/lib/boot2docker/profile";

  private static final String GIVEN =
      "/sys/firmware/qemu_fw_cfg/by_name/opt/org.boot2docker/profile/raw";

  private final FakeFiles files = new FakeFiles();
  private final Profile profile = new Profile(files);

  @Test
  void windowsLineEndsItsMarkAndBlanksAreNoPartOfAValue() {
    files.file(FILE, "DOCKER_UID=501\r\nCERT_INTERFACES=' eth1 tun0 '\r\n");
    assertThat(profile.value("DOCKER_UID")).contains("501");
    assertThat(profile.value("CERT_INTERFACES")).contains("eth1 tun0");

    files.file(FILE, "\ufeffA=1\n");
    assertThat(profile.value("A")).contains("1");
  }

  @Test
  void withoutAProfileThereIsNoValueAndNoMistake() {
    assertThat(profile.value("DOCKER_UID")).isEmpty();
    assertThat(profile.read().mistake()).isEmpty();
  }

  @Test
  void theFileComesBeforeWhatTheHostGivesAndArgumentsAddUp() {
    files.file(GIVEN, "EXTRA_ARGS='--label a=b'\nexport HTTP_PROXY='http://p:1'\nTZ=Asia/Tokyo\n");
    assertThat(profile.value("TZ")).contains("Asia/Tokyo");
    files.file(FILE, "EXTRA_ARGS='--debug'\nTZ=Europe/Berlin\nexport A=1\n");

    Settings settings = profile.read();

    assertThat(settings.values())
        .containsEntry("TZ", "Europe/Berlin")
        .containsEntry("HTTP_PROXY", "http://p:1")
        .containsEntry("EXTRA_ARGS", "--label a=b --debug");
    assertThat(settings.exported()).containsExactlyInAnyOrder("HTTP_PROXY", "A");
  }

  @Test
  void whatTheHostGivesIsReadByteForByteAsTheFileIs() {
    files.file(GIVEN, "\ufeffexport NAME='M\u00fcller'\n");
    String given = profile.value("NAME").orElseThrow();
    files.file(FILE, "\ufeffexport NAME='M\u00fcller'\n");
    assertThat(profile.value("NAME")).contains(given);
    assertThat(new String(given.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        .isEqualTo("M\u00fcller");
  }

  @Test
  void aMistakeOfTheHostIsToldAsSuch() {
    files.file(GIVEN, "TZ='no end\n");
    assertThat(profile.read().mistake())
        .contains("what QEMU's fw_cfg gives: line 1: the quote that begins here has no end");
  }

  @Test
  void withAMistakeNothingCounts() {
    files.file(FILE, "SSH_PASSWORD=off\nDOCKER_TLS='no\n");
    assertThat(profile.value("SSH_PASSWORD")).isEmpty();
    assertThat(profile.read().mistake()).contains("line 2: the quote that begins here has no end");
  }

  @Test
  void aFileThatIsFarTooLargeForAProfileIsNotReadToItsEnd() {
    files.file(FILE, "DOCKER_UID=501\n" + "#".repeat(3 << 20));
    assertThat(profile.value("DOCKER_UID")).isEmpty();
    assertThat(profile.read().mistake()).contains("it is larger than 256 KiB");
  }

  @Test
  void whatIsNoTextIsRefused() {
    files.file(FILE, "A=1\0");
    assertThat(profile.read().mistake()).contains("it holds zero bytes: save it as plain text");
    files.link("/other", "/nowhere");
    assertThat(new Profile(files, "/other").read().mistake())
        .contains("it is not a file that can be read");
  }
}
