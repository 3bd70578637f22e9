package org.boot2docker.debian.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyTest {

  @Test
  void alternativesVersionsAndQualifiersAreRead() {
    List<Dependency> read =
        Dependency.parseList(
            "libc6 (>= 2.34), default-mta | mail-transport-agent,perl:any", "amd64");
    assertThat(read)
        .extracting(Dependency::toString)
        .containsExactly("libc6 (>= 2.34)", "default-mta | mail-transport-agent", "perl");
    assertThat(read.get(2).alternatives().get(0).architecture()).contains("any");
  }

  @Test
  void whatIsForOtherArchitecturesIsDropped() {
    String field = "a [amd64 i386], b [!amd64], c [arm64] | d, e [linux-any], f [amd64] <!nocheck>";
    assertThat(names(field, "amd64")).containsExactly("a", "d", "e", "f");
    assertThat(names(field, "arm64")).containsExactly("b", "c | d", "e");
  }

  private static List<String> names(String field, String architecture) {
    return Dependency.parseList(field, architecture).stream().map(Dependency::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "<<, 1, false",
    "<=, 1, true",
    "=, 1, true",
    ">=, 1, true",
    ">>, 1, false",
    "<<, 2, true",
    ">>, 0.9, true",
    "=, 1-0, true",
    "<, 1, true",
    ">, 1, true"
  })
  void operatorsCompareTheCandidateWithTheBound(String operator, String bound, boolean accepted) {
    Relation relation = Relation.parse("x (" + operator + " " + bound + ")");
    assertThat(relation.accepts(Version.parse("1"))).isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x (>= )", "x (== 1)", "x (>= 1", "x y", "(>= 1)", "x (>= a)"})
  void brokenRelationsAreRefused(String text) {
    assertThatThrownBy(() -> Relation.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
