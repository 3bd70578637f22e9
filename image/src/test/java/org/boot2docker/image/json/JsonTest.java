package org.boot2docker.image.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Inner(String name, long bytes) {}

  private record Outer(String name, List<Inner> parts, List<String> none) {}

  private static final Outer VALUE =
      new Outer("a", List.of(new Inner("b", 1), new Inner("ü", 2)), List.of());

  @Test
  void theTextHasAFieldALine() {
    assertThat(Json.text(VALUE))
        .isEqualTo(
            """
            {
              "name" : "a",
              "parts" : [ {
                "name" : "b",
                "bytes" : 1
              }, {
                "name" : "ü",
                "bytes" : 2
              } ],
              "none" : [ ]
            }""");
  }

  @Test
  void aLineIsOneLine() {
    assertThat(Json.line(Json.object().put("execute", "quit").put("id", 1)))
        .isEqualTo("{\"execute\":\"quit\",\"id\":1}");
  }

  @Test
  void whatCouldCommandATerminalIsEscaped() throws Exception {
    String text = "\u001b[2J \u007f \u009b \u200b \u202e " + Character.toString(0xE0001);

    assertThat(Json.line(List.of(text)))
        .isEqualTo("[\"\\u001B[2J \\u007f \\u009b \\u200b \\u202e \\udb40\\udc01\"]");
    assertThat(Json.parse(Json.line(List.of(text))).path(0).asText()).isEqualTo(text);
  }

  @Test
  void nullWithinAListOrAMapIsAnError() {
    for (String text : List.of("{\"a\": null}", "{\"a\": [null]}")) {
      assertThatThrownBy(() -> Json.read(text, new TypeReference<Map<String, List<String>>>() {}))
          .isInstanceOf(JsonProcessingException.class);
    }
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    String text = Json.text(VALUE);
    assertThat(Json.read(text, Outer.class)).isEqualTo(VALUE);
    assertThat(Json.read(text.getBytes(StandardCharsets.UTF_8), Outer.class)).isEqualTo(VALUE);
    assertThat(Json.read("{\"a\": [\"b\"]}", new TypeReference<Map<String, List<String>>>() {}))
        .isEqualTo(Map.of("a", List.of("b")));
    assertThat(Json.parse(text)).hasToString(Json.line(VALUE));
    assertThat(Json.tree(VALUE)).hasToString(Json.line(VALUE));
  }

  @Test
  void anUnknownPropertyIsAnErrorInItsLine() {
    JsonProcessingException error =
        catchThrowableOfType(
            JsonProcessingException.class,
            () -> Json.read("{\n\"name\": \"a\",\n\"size\": 1}", Inner.class));
    assertThat(error).hasMessageContaining("size");
    assertThat(Json.lineOf(error)).isEqualTo(3);
  }

  @Test
  void whatIsNoJsonIsAMistakeOfTheProgram() {
    assertThatThrownBy(() -> Json.text(new Object()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.Object");
  }
}
