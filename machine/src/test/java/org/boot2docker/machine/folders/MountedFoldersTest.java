package org.boot2docker.machine.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.Share;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class MountedFoldersTest {
  @TempDir private Path directory;

  private Path home;
  private Path data;

  @BeforeEach
  void makeFolders() throws IOException {
    directory = directory.toRealPath();
    home = Files.createDirectories(directory.resolve("home"));
    data = Files.createDirectories(directory.resolve("data"));
    Files.createDirectories(home.resolve("project"));
    Files.createDirectories(home.resolve("other"));
    Files.createDirectories(data.resolve("in"));
  }

  @Test
  void aFileOfTheHostHasThePathThatTheContainersMountHas() throws IOException {
    MountedFolders mounted = mounting("/home/u/project", "/tag/in", "/mnt/home/u/other");

    assertThat(mounted.roots())
        .containsExactlyInAnyOrder(
            home.resolve("project"), data.resolve("in"), home.resolve("other"));
    assertThat(mounted.guest(home.resolve("project/a b/c"))).hasValue("/home/u/project/a b/c");
    assertThat(mounted.guest(home.resolve("project"))).hasValue("/home/u/project");
    assertThat(mounted.guest(data.resolve("in/y"))).hasValue("/tag/in/y");
    assertThat(mounted.guest(home.resolve("other/z"))).hasValue("/mnt/home/u/other/z");
    assertThat(mounted.guest(home.resolve("projects"))).isEmpty();
  }

  @Test
  void aFolderAroundAShareIsTheShare() throws IOException {
    for (String around : List.of("/home", "/")) {
      MountedFolders mounted = mounting(around);
      assertThat(mounted.roots()).contains(home);
      assertThat(mounted.guest(home.resolve("f"))).hasValue("/home/u/f");
    }
  }

  @Test
  void whatIsNoShareIsNotWatched() throws IOException {
    assertThat(mounting("/home/us", "/var/run/docker.sock", "/data/x").roots()).isEmpty();
  }

  /** The guest names what is mounted, and can make links in a share. */
  @Test
  void nothingOutOfTheShareIsWatched() throws IOException {
    Files.createSymbolicLink(home.resolve("link"), data);
    Files.createSymbolicLink(home.resolve("project/inner"), home.resolve("other"));

    assertThat(mounting("/home/u/link", "/home/u/../data", "/home/u/link/in").roots()).isEmpty();
    assertThat(mounting("/home/u/project/inner").roots()).containsExactly(home.resolve("other"));
  }

  private MountedFolders mounting(String... sources) throws IOException {
    StringBuilder mounts = new StringBuilder("{\"Type\":\"volume\",\"Source\":\"/home/u\"}");
    for (String source : sources) {
      mounts.append(",{\"Type\":\"bind\",\"Source\":\"").append(source).append("\"}");
    }
    List<Share> shares = List.of(new Share(home, "/home/u"), new Share(data, "tag"));
    return MountedFolders.of(Json.parse("[{},{\"Mounts\":[" + mounts + "]}]"), shares);
  }
}
