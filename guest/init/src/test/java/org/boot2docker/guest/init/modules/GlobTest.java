package org.boot2docker.guest.init.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  private static boolean matches(String pattern, String name) {
    byte[] text = ("alias " + pattern + " module\n").getBytes(UTF_8);
    return Glob.matches(text, "alias ".length(), name.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "pci:v00008086d0000100Esv*sd*bc*sc*i*, pci:v00008086d0000100Esv00001AF4sd00001100bc02sc00i00",
    "acpi*:QEMU0002:*, acpi:QEMU0002:",
    "usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*, usb:v46F4p0001d0000dc00dsc00dp00ic08isc06ip50in00",
    "hid:b0003g*v000005ACp0000022[0-2], hid:b0003g0001v000005ACp00000221",
    "a?c, abc",
    "*, anything",
    "**b, aab",
  })
  void matchesWhatDepmodWrites(String pattern, String modalias) {
    assertThat(matches(pattern, modalias)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "pci:v00008086d*, pci:v00001AF4d00001000",
    "abc, abcd",
    "abcd, abc",
    "a[0-2]c, a3c",
    "a*b*c, acb",
    "virtio:d00000001v*, virtio:d00000002v00001AF4",
  })
  void rejectsWhatDiffers(String pattern, String modalias) {
    assertThat(matches(pattern, modalias)).isFalse();
  }

  @Test
  void agreesWithRegularExpressionsOnAllShortPatterns() {
    String[] pieces = {"a", "b", "*", "?", "[a-b]"};
    String[] names = {"", "a", "b", "ab", "ba", "aab", "abab", "bbbb"};
    for (String first : pieces) {
      for (String second : pieces) {
        for (String third : pieces) {
          String pattern = first + second + third;
          String regex = pattern.replace("*", ".*").replace("?", ".");
          for (String name : names) {
            assertThat(matches(pattern, name))
                .as("%s on %s", pattern, name)
                .isEqualTo(Pattern.matches(regex, name));
          }
        }
      }
    }
  }
}
