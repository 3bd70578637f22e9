package org.boot2docker.guest.system.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTest {
  private static final String START = "<3>boot2docker: ";
  private static final int LONGEST_OF_LINUX = 1024;

  private final FakeKernel kernel = new FakeKernel();
  private final Log log = new Log(kernel);

  private List<String> lines() {
    return kernel.log().lines().filter(line -> !line.isEmpty()).toList();
  }

  /** Of words, of one word, of characters of two to four bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"word ", "x", "\u00fc", "\u20ac", "\ud83d\udc33", "a\ud83d\udc33 b"})
  void nothingOfALongMessageIsLost(String part) {
    String message = part.repeat(1500).trim();
    log.error(message);

    assertThat(lines())
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).startsWith(START).doesNotContain("\ufffd"))
        .allSatisfy(
            line ->
                assertThat(line.getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThan(LONGEST_OF_LINUX));
    String all = kernel.log().replace(START, "").replace("\n", "");
    assertThat(all.replace(" ", "")).isEqualTo(message.replace(" ", ""));
  }

  @Test
  void aLineEndsBetweenWords() {
    log.error("word ".repeat(400).trim());
    assertThat(lines()).hasSize(3).allMatch(line -> line.endsWith(" word"));
  }

  @Test
  void aUsualMessageIsOneLine() {
    log.info("a b");
    assertThat(lines()).containsExactly("<6>boot2docker: a b");
  }
}
