package org.boot2docker.machine.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.Share;
import org.junit.jupiter.api.Test;

class MountedFoldersTest {
  private static final List<Share> SHARES =
      List.of(new Share(Path.of("/home/u"), "/home/u"), new Share(Path.of("/data/x"), "tag"));

  @Test
  void aFileOfTheHostHasThePathThatTheContainersMountHas() throws IOException {
    MountedFolders mounted = mounting("/home/u/project", "/tag/in", "/mnt/home/u/other");

    assertThat(mounted.roots())
        .containsExactlyInAnyOrder(
            Path.of("/home/u/project"), Path.of("/data/x/in"), Path.of("/home/u/other"));
    assertThat(mounted.guest(Path.of("/home/u/project/a b/c"))).hasValue("/home/u/project/a b/c");
    assertThat(mounted.guest(Path.of("/home/u/project"))).hasValue("/home/u/project");
    assertThat(mounted.guest(Path.of("/data/x/in/y"))).hasValue("/tag/in/y");
    assertThat(mounted.guest(Path.of("/home/u/other/z"))).hasValue("/mnt/home/u/other/z");
    assertThat(mounted.guest(Path.of("/home/u/projects"))).isEmpty();
  }

  @Test
  void aFolderAroundAShareIsTheShare() throws IOException {
    MountedFolders mounted = mounting("/home");

    assertThat(mounted.roots()).containsExactly(Path.of("/home/u"));
    assertThat(mounted.guest(Path.of("/home/u/f"))).hasValue("/home/u/f");
  }

  @Test
  void whatIsNoShareIsNotWatched() throws IOException {
    assertThat(mounting("/home/us", "/var/run/docker.sock", "/data/x").roots()).isEmpty();
  }

  private static MountedFolders mounting(String... sources) throws IOException {
    StringBuilder mounts = new StringBuilder("{\"Type\":\"volume\",\"Source\":\"/home/u\"}");
    for (String source : sources) {
      mounts.append(",{\"Type\":\"bind\",\"Source\":\"").append(source).append("\"}");
    }
    return MountedFolders.of(Json.parse("[{},{\"Mounts\":[" + mounts + "]}]"), SHARES);
  }
}
