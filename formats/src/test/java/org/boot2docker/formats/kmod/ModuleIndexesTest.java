package org.boot2docker.formats.kmod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.formats.testing.Tool;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares our indexes with those that depmod(8) makes of the same files. */
class ModuleIndexesTest {
  @TempDir Path directory;

  private Path ours;
  private Path depmods;

  @BeforeEach
  void indexBoth() throws IOException {
    ours = directory.resolve("ours/lib/modules/" + TestKernel.RELEASE);
    depmods = directory.resolve("depmod/lib/modules/" + TestKernel.RELEASE);
    FileTree image =
        ModuleSet.of(TestKernel.tree(), TestKernel.RELEASE).image(List.of("ext4", "tun"));
    for (Map.Entry<String, Node> entry : image.entries().entrySet()) {
      if (entry.getValue() instanceof RegularFile file) {
        String path = entry.getKey().substring(TestKernel.DIRECTORY.length() + 1);
        write(ours.resolve(path), file);
        if (!path.startsWith("modules.") || path.matches("modules\\.(builtin|order)")) {
          write(depmods.resolve(path), file);
        }
      }
    }
    Tool.run(directory, "depmod", "-b", directory.resolve("depmod").toString(), TestKernel.RELEASE);
  }

  private static void write(Path path, RegularFile file) throws IOException {
    Files.createDirectories(path.getParent());
    Files.write(path, file.content().bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"modules.alias", "modules.softdep", "modules.devname", "modules.symbols"})
  void linesAreThoseOfDepmod(String index) throws IOException {
    assertThat(statements(ours.resolve(index)))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(statements(depmods.resolve(index)));
  }

  @Test
  void everyModuleHasTheDependenciesOfDepmod() throws IOException {
    Map<String, Set<String>> expected = new TreeMap<>();
    dependencies(depmods).forEach((path, needed) -> expected.put(path, new TreeSet<>(needed)));
    Map<String, Set<String>> actual = new TreeMap<>();
    dependencies(ours).forEach((path, needed) -> actual.put(path, new TreeSet<>(needed)));
    assertThat(actual).isEqualTo(expected);
    assertThat(actual.get("kernel/fs/ext4/ext4.ko"))
        .containsExactly("kernel/fs/jbd2/jbd2.ko", "kernel/fs/mbcache.ko");
  }

  @Test
  void loadingFromTheEndOfALineWorks() throws IOException {
    Map<String, List<String>> dependencies = dependencies(ours);
    for (List<String> line : dependencies.values()) {
      List<String> loaded = new ArrayList<>();
      for (int i = line.size() - 1; i >= 0; i--) {
        assertThat(loaded).containsAll(dependencies.get(line.get(i)));
        loaded.add(line.get(i));
      }
    }
  }

  @Test
  void theOrderOfTheKernelsBuildIsKept() throws IOException {
    assertThat(Files.readAllLines(ours.resolve("modules.order")))
        .startsWith(
            "kernel/fs/mbcache.ko", "kernel/fs/ext4/ext4.ko", "kernel/crypto/crc32c_generic.ko");
    assertThat(ours.resolve("modules.builtin")).hasContent("kernel/drivers/virtio/virtio_pci.ko\n");
  }

  /** The lines that are not comments: their wording changes with depmod's version. */
  private static List<String> statements(Path index) throws IOException {
    return Files.readAllLines(index).stream().filter(line -> !line.startsWith("#")).toList();
  }

  private static Map<String, List<String>> dependencies(Path modules) throws IOException {
    Map<String, List<String>> dependencies = new TreeMap<>();
    for (String line : Files.readAllLines(modules.resolve("modules.dep"))) {
      String[] parts = line.split(":", 2);
      dependencies.put(
          parts[0], parts[1].isBlank() ? List.of() : List.of(parts[1].trim().split(" ")));
    }
    return dependencies;
  }
}
