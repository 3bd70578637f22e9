package org.boot2docker.guest.programs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{}|{}",
        "[ ]|[]",
        "{\"a\" : [1,-2 , true,null,{\"b\":\"c\"}]}|{\"a\": [1,-2,true,null,{\"b\": \"c\"}]}",
        "\"\\u00e4\\n\\/\"|\"\\u00e4\\u000a/\"",
        "9223372036854775807|9223372036854775807",
      })
  void valuesAreReadAndWritten(String text, String written) {
    assertThat(JsonReader.read(text).map(Json::write)).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "[1 2]",
        "tru",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "1.5",
        "99999999999999999999",
        "{} {}",
        "{a:1}",
        "'a'",
        "\"\n\"",
        "-"
      })
  void malformedTextsHoldNothing(String text) {
    assertThat(JsonReader.read(text)).isEmpty();
  }

  @Test
  void deepNestingHoldsNothing() {
    assertThat(JsonReader.read("[".repeat(100_000))).isEmpty();
    assertThat(JsonReader.read("[".repeat(17) + "]".repeat(17))).isPresent();
    assertThat(JsonReader.read("[".repeat(18) + "]".repeat(18))).isEmpty();
  }
}
