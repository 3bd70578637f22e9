package org.boot2docker.builder.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.boot2docker.builder.description.DistributionFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatcherTest {
  @TempDir Path directory;

  private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectories(directory.resolve("tree"));
    Files.writeString(tree.resolve("f"), "one\ntwo\nthree\nfour\nfive\nsix\n");
  }

  private void apply(String text) throws IOException {
    new Patcher(tree).apply(new DistributionFile("p.patch", text));
  }

  private static String change(String hunks) {
    return "From: someone\n\n--- a/f\n+++ b/f\n" + hunks;
  }

  @Test
  void linesAreReplacedAddedAndTakenAway() throws IOException {
    apply(
        change("@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n@@ -5,2 +5,2 @@ f()\n-five\n six\n+7\n"));

    assertThat(tree.resolve("f")).hasContent("one\n2\nthree\nfour\nsix\n7\n");
  }

  @Test
  void filesComeAndGoAndNeedNotEndWithALine() throws IOException {
    apply("--- /dev/null\n+++ b/new/g\n@@ -0,0 +1 @@\n+\u00e9x\n\\ No newline at end of file\n");
    assertThat(Files.readAllBytes(tree.resolve("new/g"))).containsExactly(0xE9, 'x');

    apply("--- a/new/g\n+++ /dev/null\n@@ -1 +0,0 @@\n-\u00e9x\n\\ No newline at end of file\n");
    assertThat(tree.resolve("new/g")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"one\n2\nthree\nfour\nfive\nsix", "\n", "", "0\none\ntwo\nthree\nfour\nsix\n7\n"})
  void whatDiffWritesIsAppliedAsPatchDoes(String changed) throws Exception {
    Path a = Files.createDirectories(directory.resolve("a"));
    Path b = Files.createDirectories(directory.resolve("b"));
    Files.copy(tree.resolve("f"), a.resolve("f"));
    Files.writeString(b.resolve("f"), changed);
    Process diff =
        new ProcessBuilder("diff", "-u", "a/f", "b/f").directory(directory.toFile()).start();
    String patch = new String(diff.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(diff.waitFor()).isEqualTo(1);

    apply(patch);

    assertThat(Files.readString(tree.resolve("f"))).isEqualTo(changed);
  }

  @Test
  void aLineThatIsAnotherIsNamedInPatchAndSource() throws IOException {
    assertThatThrownBy(() -> apply(change("@@ -2,2 +2,1 @@\n two\n-tree\n")))
        .hasMessageContainingAll("p.patch:5: f:3 ", "'three'", "'tree'");
    assertThat(Files.readString(tree.resolve("f"))).startsWith("one\ntwo\nthree\n");
  }

  @Test
  void nothingIsAppliedSomewhereElse() {
    assertThatThrownBy(() -> apply(change("@@ -3 +3 @@\n-two\n+2\n")))
        .hasMessageContainingAll("f:3 ", "'three'", "'two'");
    assertThatThrownBy(() -> apply(change("@@ -9 +9 @@\n-two\n+2\n")))
        .hasMessageContainingAll("f ", "9 to 9");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> apply("--- a/g\n+++ b/g\n@@ -1 +1 @@\n-x\n+y\n"))
        .hasMessage("p.patch:1: g is missing");
    assertThatThrownBy(() -> apply("--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+y\n"))
        .hasMessageStartingWith("p.patch:1: f ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b/../../f", "b//etc/f"})
  void noPathLeadsOutOfTheSources(String path) throws IOException {
    assertThatThrownBy(() -> apply("--- /dev/null\n+++ " + path + "\n@@ -0,0 +1 @@\n+y\n"))
        .hasMessageContaining("outside the sources");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactly(tree);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\n",
        "--- a/f\n+++ b/f\n",
        "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n one\n",
        "--- a/f\n+++ b/f\n@@ -1 +1 @@\n one\nx two\n*three\n@@ nonsense\n",
        "@@ -1 +1 @@\n-one\n+1\n",
        "diff --git a/f b/g\nrename from f\nrename to g\n",
        "diff --git a/f b/f\nGIT binary patch\n",
        "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+1\nBinary files a/g and b/g differ\n",
        "diff --git a/f b/f\nold mode 100644\nnew mode 100755\n"
            + "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+1\n",
        "diff --git a/g b/g\nnew file mode 100755\n"
            + "--- /dev/null\n+++ b/g\n@@ -0,0 +1 @@\n+1\n",
        "diff --git a/g b/g\nnew file mode 100644\ndiff --git a/f b/f\n"
            + "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+1\n",
        "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-one\n+1\ndiff --git a/g b/g\n"
      })
  void whatIsNoPatchIsRefusedWithItsLine(String text) {
    assertThatThrownBy(() -> apply(text)).hasMessageMatching("p\\.patch:\\d+: .*");
  }
}
