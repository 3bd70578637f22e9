package org.boot2docker.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.boot2docker.builder.content.FilteredPrograms;
import org.boot2docker.builder.image.InitramfsStreams.Part;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;

class InitramfsPartsTest {
  private static final String MODULE = "usr/lib/modules/6.12/kernel/e100.ko";
  private static final String ALIASES = "usr/lib/modules/6.12/modules.alias";

  private static FileTree tree() {
    FileTree tree = new FileTree();
    for (String path :
        new String[] {
          "etc/passwd",
          "usr/bin/dockerd",
          "usr/bin/sh",
          "usr/sbin/init",
          FilteredPrograms.LIST,
          InitramfsParts.COMPLETE,
          MODULE,
          ALIASES
        }) {
      tree.putFile(path, Content.of(path));
    }
    return tree;
  }

  private static FileTree programs() {
    return new FileTree()
        .putFile("usr/bin/dockerd", Content.of("rearranged"))
        .putFile(FilteredPrograms.LIST, Content.of("dockerd"));
  }

  @Test
  void initIsTheFirstFileAndThatAllIsThereTheLast() throws IOException {
    InitramfsParts parts = InitramfsParts.of(tree(), programs(), true);
    assertThat(parts.arrange(tree()))
        .startsWith("usr/sbin/init")
        .endsWith(InitramfsParts.COMPLETE)
        .containsExactlyInAnyOrderElementsOf(FileOrder.BY_PATH.arrange(tree()));
  }

  @Test
  void whatTheFilterForMachineCodeWouldSpoilIsInTheLastStream() throws IOException {
    InitramfsParts parts = InitramfsParts.of(tree(), programs(), true);
    assertThat(parts.arrange(tree()))
        .filteredOn(path -> parts.of(path) == Part.UNFILTERED)
        .containsExactly(MODULE, ALIASES, "usr/bin/dockerd", InitramfsParts.COMPLETE);
    assertThat(parts.of(FilteredPrograms.LIST)).isEqualTo(Part.SYSTEM);
  }

  @Test
  void modulesStayWithTheRestWhereNothingIsFiltered() throws IOException {
    InitramfsParts parts = InitramfsParts.of(tree(), new FileTree(), false);
    assertThat(parts.arrange(tree()).subList(1, 8))
        .allMatch(path -> parts.of(path) == Part.SYSTEM)
        .contains(MODULE)
        .endsWith(InitramfsParts.COMPLETE);
    InitramfsParts filtered = InitramfsParts.of(tree(), programs(), false);
    assertThat(filtered.arrange(tree()))
        .filteredOn(path -> filtered.of(path) == Part.UNFILTERED)
        .containsExactly("usr/bin/dockerd", InitramfsParts.COMPLETE);
  }
}
