package org.boot2docker.formats.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternsTest {

  @ParameterizedTest
  @CsvSource({
    "usr/bin/*, usr/bin/docker, true",
    "usr/bin/*, usr/bin/a/b, false",
    "usr/share/doc/**, usr/share/doc/a/b, true",
    "usr/share/doc/**, usr/share/docs, false",
    "usr/lib*/**/ld-linux*, usr/lib64/ld-linux-x86-64.so.2, true",
    "usr/lib*/**/ld-linux*, usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2, true",
    "etc/shells, etc/shells, true",
    "etc/shells, etc/shellsX, false",
    "a.b, aXb, false",
  })
  void matches(String pattern, String path, boolean expected) {
    PathPatterns patterns = new PathPatterns(List.of(pattern));
    assertThat(patterns.test(path)).isEqualTo(expected);
    assertThat(patterns.compiled().test(path)).isEqualTo(expected);
  }
}
