package org.boot2docker.guest.init.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatMagicTest {
  private static final byte[] WORDS =
      "boot2docker, please format-me".getBytes(StandardCharsets.US_ASCII);

  @Test
  void isExactlyTheWordsOfTheContractAtTheVeryBeginning() {
    assertThat(WORDS).hasSize(29);
    assertThat(FormatMagic.isAt(Arrays.copyOf(WORDS, 4096), 4096)).isTrue();
    assertThat(FormatMagic.isAt(Arrays.copyOf(WORDS, 4096), 28)).isFalse();
  }

  @Test
  void anyOtherByteIsNotARequest() {
    for (int i = 0; i < WORDS.length; i++) {
      byte[] start = Arrays.copyOf(WORDS, 4096);
      start[i] ^= 0x20;
      assertThat(FormatMagic.isAt(start, start.length)).as("byte %d changed", i).isFalse();
    }
    byte[] shifted = new byte[4096];
    System.arraycopy(WORDS, 0, shifted, 1, WORDS.length);
    assertThat(FormatMagic.isAt(shifted, shifted.length)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vda", "vdaa", "sda", "sdzz", "xvdb", "nvme0n1", "nvme12n3", "mmcblk0"})
  void wholeDisksMayBeFormatted(String name) {
    assertThat(FormatMagic.mayBeOn(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vda1",
        "sda1",
        "nvme0n1p1",
        "mmcblk0p1",
        "mmcblk0boot0",
        "nvme0",
        "nvmen1",
        "sr0",
        "loop0",
        "dm-0",
        "md0",
        "nbd0",
        "zram0",
        "vd",
        "sd"
      })
  void nothingElseMayBeFormatted(String name) {
    assertThat(FormatMagic.mayBeOn(name)).isFalse();
  }
}
