package org.boot2docker.boottest.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.builder.content.FilteredPrograms;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Docker's real programs, filtered by the builder and made whole by the image's own init. */
@Order(12)
@ExtendWith(LabExtension.class)
class FilteredProgramsTest {
  private static final List<String> PROGRAMS =
      List.of("usr/sbin/dockerd", "usr/bin/docker", "usr/bin/containerd");

  private static final String SECOND_NAME = "usr/libexec/docker/cli-plugins/docker-second";

  @TempDir private Path directory;

  @Test
  void initMakesThemWholeAgain(BuiltImage image) throws IOException {
    Path root =
        Initramfs.of(image, directory).unpack("usr/sbin/init", "usr/sbin/dockerd", "usr/bin/*");
    FileTree tree = new FileTree();
    for (String program : PROGRAMS) {
      Path original = Files.move(root.resolve(program), directory.resolve(FileTree.name(program)));
      tree.put(program, new RegularFile(Attributes.EXECUTABLE, Content.of(original)));
    }

    tree.put(SECOND_NAME, tree.file("usr/bin/docker").orElseThrow());

    FileTree filtered = FilteredPrograms.of(tree, directory);
    assertThat(filtered.file(SECOND_NAME)).as("a link").isEqualTo(filtered.file("usr/bin/docker"));
    for (String path : PROGRAMS) {
      Path file = write(filtered, path, root);
      assertThat(Files.isExecutable(file)).isFalse();
      assertThat(Files.mismatch(file, directory.resolve(FileTree.name(path)))).isNotEqualTo(-1);
    }
    Path second = root.resolve(SECOND_NAME);
    Files.createDirectories(second.getParent());
    Files.createLink(second, root.resolve("usr/bin/docker"));
    String list = Files.readString(write(filtered, FilteredPrograms.LIST, root));
    assertThat(list.lines().filter(line -> line.startsWith("branches"))).hasSize(3);
    assertThat(list.lines().filter(line -> line.startsWith("functions"))).hasSize(3);
    assertThat(list.lines().filter(line -> line.startsWith("relocations"))).hasSize(2);

    programs(root).succeeded();

    for (String path : PROGRAMS) {
      Path file = root.resolve(path);
      assertThat(Files.isExecutable(file)).as(path).isTrue();
      assertThat(Files.mismatch(file, directory.resolve(FileTree.name(path)))).isEqualTo(-1);
    }
    assertThat(root.resolve(FilteredPrograms.LIST)).doesNotExist();
  }

  @Test
  void aProgramThatIsMissingIsNamed(BuiltImage image) throws IOException {
    Path root = Initramfs.of(image, directory).unpack("usr/sbin/init");
    Path list = root.resolve(FilteredPrograms.LIST);
    Files.createDirectories(list.getParent());
    Files.writeString(list, "program 755 /usr/bin/none\n");
    Path log = Files.createDirectories(root.resolve("dev")).resolve("kmsg");
    Files.writeString(log, "");

    assertThat(programs(root).exit()).isEqualTo(1);
    assertThat(log).content().contains("can't be restored (/usr/bin/none: opening failed");
  }

  /** Only root may change the root directory; anybody is root in a name space of his own. */
  private static HostTool.Result programs(Path root) throws IOException {
    return HostTool.run(
        root,
        "sh",
        "-c",
        "chroot=chroot; [ \"$(id -u)\" = 0 ] || chroot='unshare -r chroot';"
            + " exec $chroot . /usr/sbin/init programs");
  }

  private static Path write(FileTree tree, String path, Path root) throws IOException {
    RegularFile file = tree.file(path).orElseThrow();
    Path target = root.resolve(path);
    Files.createDirectories(target.getParent());
    try (InputStream in = file.content().open()) {
      Files.copy(in, target);
    }
    Files.setPosixFilePermissions(
        target,
        java.nio.file.attribute.PosixFilePermissions.fromString(
            (file.attributes().mode() & 0111) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
    return target;
  }
}
