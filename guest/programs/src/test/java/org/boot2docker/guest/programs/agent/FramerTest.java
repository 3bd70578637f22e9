package org.boot2docker.guest.programs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramerTest {
  private final Framer framer = new Framer();

  private List<Optional<String>> take(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return framer.take(bytes, bytes.length);
  }

  @Test
  void requestsNeedNoLineEndBetweenThem() {
    assertThat(take("{\"a\":{}}{}\n{}"))
        .containsExactly(Optional.of("{\"a\":{}}"), Optional.of("{}"), Optional.of("{}"));
  }

  @Test
  void requestMayComeByteByByte() {
    List<Optional<String>> all = new ArrayList<>();
    for (char c : "{\"a\":\"}\\\"{\"}".toCharArray()) {
      all.addAll(take(String.valueOf(c)));
    }

    assertThat(all).containsExactly(Optional.of("{\"a\":\"}\\\"{\"}"));
  }

  @Test
  void resetEndsWhatHasBegun() {
    assertThat(take("{\"half\":\u00ff{}")).containsExactly(Optional.of("{}"));
  }

  @Test
  void lineThatIsNoRequestIsOneError() {
    assertThat(take("GET / HTTP/1.1\n{}")).containsExactly(Optional.empty(), Optional.of("{}"));
  }

  @Test
  void hugeRequestIsAnErrorAndTheNextOneIsServed() {
    assertThat(take("{\"a\":\"")).isEmpty();
    for (int i = 0; i < 100; i++) {
      assertThat(take("x".repeat(4096))).isEmpty();
    }

    assertThat(take("\"}{}")).containsExactly(Optional.empty(), Optional.of("{}"));
  }
}
