package org.boot2docker.guest.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
  private final FakeFiles files = new FakeFiles();

  @Test
  void splitsAtAnyRunOfSeparators() {
    assertThat(Text.words(" a \t b  ")).containsExactly("a", "b");
    assertThat(Text.lines("\na\n\nb")).containsExactly("a", "b");
    assertThat(Text.words("")).isEmpty();
  }

  @Test
  void readsWholeFilesLargerThanOneChunk() {
    files.file("/big", "x".repeat(40_000));
    assertThat(Text.read(files, "/big").orElseThrow()).hasSize(40_000);
    assertThat(Text.read(files, "/absent")).isEmpty();
  }

  @Test
  void replacesAFileWithoutLeavingTheTemporaryOne() {
    files.file("/f", "old");
    assertThat(Text.replace(files, "/f", "new", 0644)).isNotNegative();
    assertThat(files.text("/f")).isEqualTo("new");
    assertThat(files.exists("/f.new")).isFalse();
  }

  @Test
  void reportsWhatCannotBePoked() {
    assertThat(Text.poke(files, "/proc/sys/none", "1")).isEqualTo(-Linux.ENOENT);
  }

  @Test
  void describesHowAProcessEnded() {
    assertThat(new Exit(1, 3 << 8).describe()).isEqualTo("exit status 3");
    assertThat(new Exit(1, 9).describe()).isEqualTo("signal 9");
    assertThat(new Exit(1, 9).code()).isEqualTo(137);
  }
}
