package org.boot2docker.builder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.PathPatterns;
import org.junit.jupiter.api.Test;

class PackageFilesTest {
  private final PackageFiles files =
      new PackageFiles(new PathPatterns(List.of("usr/share/doc/**")));

  private static PackageSpec spec(String... patterns) {
    return new PackageSpec(List.of("example"), true, new PathPatterns(List.of(patterns)));
  }

  @Test
  void onlyListedFilesAreWanted() {
    Predicate<String> wanted = files.wanted(spec("usr/bin/*"));
    assertThat(wanted).accepts("usr/bin/a").rejects("usr/sbin/b", "usr/share/doc/a/copyright");
  }

  @Test
  void withoutAListEverythingButTheExcludedIsWanted() {
    assertThat(files.wanted(spec())).accepts("etc/a").rejects("usr/share/doc/a/copyright");
  }

  @Test
  void whatLiesOutsideUsrIsMovedIntoIt() throws IOException {
    assertThat(files.wanted(spec("usr/sbin/*"))).accepts("sbin/mkfs");
    FileTree taken =
        files.take(spec("usr/sbin/*"), new FileTree().putFile("sbin/mkfs", Content.of("x")));
    assertThat(taken.get("usr/sbin/mkfs")).isPresent();
    assertThat(taken.get("sbin")).isEmpty();
  }

  @Test
  void aPackageThatGivesNothingIsAnError() {
    assertThatThrownBy(() -> files.take(spec("usr/bin/no"), new FileTree()))
        .hasMessageContainingAll("example", "[usr/bin/no]");
  }
}
