package org.boot2docker.debian.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.boot2docker.debian.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  private static final int PAIRS = 1500;

  /** Pieces that meet all rules: tildes, letters against digits, leading zeros, epochs, dashes. */
  private static final List<String> PIECES =
      List.of(
          "0",
          "1",
          "9",
          "10",
          "007",
          "20250101",
          "123456789012345678901",
          "a",
          "b",
          "Z",
          "rc",
          "~",
          "~~",
          "+",
          ".",
          "+dfsg",
          "~deb12u1",
          "+b1",
          "-");

  @TempDir Path directory;

  @Test
  void ordersThousandsOfPairsAsDpkgDoes() throws IOException {
    Random random = new Random(2014);
    List<String> pairs = new ArrayList<>();
    StringBuilder script = new StringBuilder();
    while (pairs.size() < 2 * PAIRS) {
      String a = version(random);
      String b =
          random.nextInt(3) == 0 ? a + PIECES.get(random.nextInt(PIECES.size())) : version(random);
      if (!isVersion(a) || !isVersion(b)) {
        continue;
      }
      pairs.add(a);
      pairs.add(b);
      script.append("dpkg --compare-versions '%s' lt '%s' && echo '<' || ".formatted(a, b));
      script.append(
          "{ dpkg --compare-versions '%s' eq '%s' && echo '=' || echo '>'; }\n".formatted(a, b));
    }
    Path file = Files.writeString(directory.resolve("compare"), script);
    List<String> answers = Tool.output(directory, "sh", file.toString()).lines().toList();
    assertThat(answers).hasSize(PAIRS).contains("<", "=", ">");
    for (int i = 0; i < PAIRS; i++) {
      Version a = Version.parse(pairs.get(2 * i));
      Version b = Version.parse(pairs.get(2 * i + 1));
      int order = Integer.signum(a.compareTo(b));
      assertThat(List.of("<", "=", ">").get(order + 1))
          .as(a + " against " + b)
          .isEqualTo(answers.get(i));
      assertThat(Integer.signum(b.compareTo(a))).isEqualTo(-order);
      assertThat(a.equals(b)).isEqualTo(order == 0);
    }
  }

  private static String version(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? random.nextInt(3) + ":" : "");
    text.append(random.nextInt(3));
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static boolean isVersion(String text) {
    try {
      Version.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a1", "1-", ":1", "x:1", "99999999999:1", "1 2", "1_2", "1:", "-1", "1/2"})
  void whatDpkgRefusesIsNoVersion(String text) throws IOException {
    assertThatThrownBy(() -> Version.parse(text)).isInstanceOf(IllegalArgumentException.class);
    Tool dpkg = Tool.run(directory, List.of("dpkg", "--validate-version", text));
    assertThat(dpkg.status()).as(dpkg.output()).isNotZero();
  }

  @Test
  void theTextStaysAsWritten() {
    assertThat(Version.parse("1:2.0-0")).hasToString("1:2.0-0").isEqualTo(Version.parse("1:2.0"));
  }
}
