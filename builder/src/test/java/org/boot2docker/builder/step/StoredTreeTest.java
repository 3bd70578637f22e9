package org.boot2docker.builder.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTreeTest {
  @TempDir Path directory;

  private static FileTree example() {
    RegularFile twice = new RegularFile(new Attributes(04755, 0, 50), Content.of("program"));
    return new FileTree()
        .put("tmp", new Directory(new Attributes(01777, 0, 0)))
        .put("usr/bin/one", twice)
        .put("usr/bin/two", twice)
        .putFile("etc/a name with spaces", Content.of("text"))
        .putFile("etc/empty", Content.of(""))
        .putFile("etc/empty too", Content.of(""))
        .link("etc/link with space", "to here and there");
  }

  private record Stored(FileTree tree) {}

  @Test
  void aTreeComesBackAsItWas() throws IOException {
    StoredTree.write(example(), directory);
    FileTree back = StoredTree.read(directory);
    assertThat(StepInputs.of(new Stored(back)).text())
        .isEqualTo(StepInputs.of(new Stored(example())).text());
    assertThat(back.get("usr/bin/one").orElseThrow())
        .isSameAs(back.get("usr/bin/two").orElseThrow());
  }

  @Test
  void emptyFilesDoNotBecomeHardLinks() throws IOException {
    StoredTree.write(example(), directory);
    FileTree back = StoredTree.read(directory);
    assertThat(back.get("etc/empty").orElseThrow())
        .isNotSameAs(back.get("etc/empty too").orElseThrow());
  }

  @Test
  void aDamagedIndexIsAnErrorThatNamesTheDirectory() throws IOException {
    StoredTree.write(example(), directory);
    Files.writeString(directory.resolve("index"), "f 644 0 0 0 999999 etc/x\nend 1\n");
    assertThatThrownBy(() -> StoredTree.read(directory))
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("delete it");
  }

  @Test
  void anIndexThatIsShortenedIsNoTree() throws IOException {
    StoredTree.write(example(), directory);
    assertThat(StoredTree.isWhole(directory)).isTrue();
    Path index = directory.resolve("index");
    String whole = Files.readString(index);
    String withoutEnd = whole.substring(0, whole.lastIndexOf("end "));
    for (String damaged : List.of("", withoutEnd, whole.substring(whole.indexOf('\n') + 1))) {
      Files.writeString(index, damaged);
      assertThat(StoredTree.isWhole(directory)).isFalse();
      assertThatThrownBy(() -> StoredTree.read(directory)).hasMessageContaining("delete it");
    }
    Files.write(index, new byte[] {(byte) 0xff});
    assertThat(StoredTree.isWhole(directory)).isFalse();
  }
}
