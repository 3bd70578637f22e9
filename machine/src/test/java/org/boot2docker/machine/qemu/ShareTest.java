package org.boot2docker.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShareTest {
  @TempDir private Path directory;

  @Test
  void folderKeepsItsPathWithoutATag() {
    assertThat(Share.parse(directory + "/.")).isEqualTo(new Share(directory, directory.toString()));
  }

  @Test
  void tagFollowsTheLastColon() throws IOException {
    Path odd = Files.createDirectory(directory.resolve("a:b"));

    assertThat(Share.parse(odd + ":work")).isEqualTo(new Share(odd, "work"));
    assertThat(Share.parse(odd.toString())).isEqualTo(new Share(odd, odd.toString()));
  }

  @Test
  void folderCanBeReadOnly() throws IOException {
    Path odd = Files.createDirectory(directory.resolve("b:ro"));

    assertThat(Share.parse(directory + ":work:ro")).isEqualTo(new Share(directory, "work", true));
    assertThat(Share.parse(directory + ":ro"))
        .isEqualTo(new Share(directory, directory.toString(), true));
    assertThat(Share.parse(odd.toString()).readOnly()).isFalse();
  }

  @Test
  void badTagsAreRefused() {
    assertThatThrownBy(() -> Share.parse(directory + ":"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tag");
    assertThatThrownBy(() -> Share.parse(directory + ":a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoFoldersCannotHaveOneTag() {
    MachineSpec.Builder spec =
        MachineSpec.cd(Path.of("/a.iso"))
            .share(new Share(directory, "work"))
            .share(new Share(directory.resolve("b"), "work"));

    assertThatThrownBy(spec::build).hasMessageContaining("same tag");
  }

  @Test
  void qemuWithoutSharingIsNamed() {
    List<String> qemu =
        List.of("sh", "-c", "echo \"qemu: -fsdev local: fsdev support is disabled\" >&2; exit 1");

    assertThatThrownBy(() -> new QemuLauncher(new MachineDirectory(directory)).launch(qemu))
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll("qemu: -fsdev", "9p");
  }

  @Test
  void aFolderWithAColonIsReadAsItWasWritten() throws IOException {
    Path odd = Files.createDirectory(directory.resolve("a:b"));

    Path ro = Files.createDirectory(directory.resolve("c:ro"));
    for (Share share :
        List.of(
            new Share(odd, odd.toString()),
            new Share(odd, "/x:y", true),
            new Share(ro, ro.toString()),
            new Share(ro, ro.toString(), true))) {
      assertThat(Share.parse(share.toString())).isEqualTo(share);
    }
  }

  @Test
  void aMissingFolderWithAColonIsNoShorterOneThatIsThere() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Path missing = directory.resolve("a:b");

    Share share = Share.parse(new Share(missing, missing.toString()).toString());

    assertThat(share.directory()).doesNotExist();
  }
}
