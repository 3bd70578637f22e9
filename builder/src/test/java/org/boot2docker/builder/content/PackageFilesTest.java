package org.boot2docker.builder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.boot2docker.builder.description.FilesSpec;
import org.boot2docker.builder.description.PackageSpec;
import org.boot2docker.builder.description.Place;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.PathPatterns;
import org.junit.jupiter.api.Test;

class PackageFilesTest {
  private final PackageFiles files =
      new PackageFiles(new PathPatterns(List.of("usr/share/doc/**")));

  private static PackageSpec spec(String... patterns) {
    return several(files(3, patterns));
  }

  private static PackageSpec several(FilesSpec... files) {
    return new PackageSpec(List.of("example"), true, List.of(files), new Place("own.yaml:2: name"));
  }

  private static FilesSpec files(int line, String... patterns) {
    return new FilesSpec(
        new PathPatterns(List.of(patterns)), new Place("own.yaml:" + line + ": files"));
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
        .hasMessage(
            "own.yaml:3: files matches no file of the package example: correct usr/bin/no, or"
                + " exclude less");
  }

  @Test
  void filesThatAreNotThereAreNamedWhereTheyAreWrittenAlsoBesideOthers() throws IOException {
    FileTree unpacked = new FileTree().putFile("usr/bin/a", Content.of("x"));
    PackageSpec both = several(files(3, "usr/bin/a"), files(9, "usr/bin/nothing"));
    assertThatThrownBy(() -> files.take(both, unpacked))
        .hasMessageStartingWith("own.yaml:9: files matches no file");
    PackageSpec either = several(files(3, "usr/bin/a", "usr/sbin/a"));
    assertThat(files.take(either, unpacked).get("usr/bin/a")).isPresent();
  }

  @Test
  void twoEntriesThatMeanOnePackageTakeTheFilesOfBoth() throws IOException {
    PackageSpec either =
        new PackageSpec(
            List.of("older", "example"), false, List.of(files(9, "usr/bin/b")), new Place("x"));
    LockedPackage locked =
        new LockedPackage("example", "1", "amd64", "trixie", "p.deb", 1, "ab".repeat(32));

    PackageSpec both =
        PackageFiles.byPackage(List.of(spec("usr/bin/a"), either), List.of(locked)).get(locked);

    assertThat(files.wanted(both)).accepts("usr/bin/a", "usr/bin/b").rejects("usr/bin/c");
  }

  @Test
  void aPackageThatTheLockDoesNotHaveIsNamedWhereItIsWritten() {
    assertThatThrownBy(() -> PackageFiles.find(spec("x"), List.of()))
        .hasMessageStartingWith("own.yaml:2: name is the package example")
        .hasMessageContaining("boot2docker lock");
  }
}
