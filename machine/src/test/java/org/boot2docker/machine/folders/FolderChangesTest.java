package org.boot2docker.machine.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class FolderChangesTest {
  @TempDir private Path directory;

  private final List<String> told = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private boolean guestIsGone;

  @Test
  void theGuestIsToldOfWhatContainersMount() throws Exception {
    Path project = Files.createDirectories(directory.resolve("project"));
    Files.createDirectories(directory.resolve("other"));
    FolderChanges changes = changes(new Share(directory, "/src"), "/src/project");
    changes.look();

    Files.createFile(directory.resolve("other/unseen"));
    Files.createFile(project.resolve("f"));
    changes.tellNext();
    assertThat(told).containsExactlyInAnyOrder("/src/project", "/src/project/f");
  }

  @Test
  void whileTheGuestIsGoneThatIsSaidAndChangesGoOn() throws Exception {
    FolderChanges changes = changes(new Share(directory, "/src"), "/src");
    changes.look();
    guestIsGone = true;
    Files.createFile(directory.resolve("f"));
    changes.tellNext();
    assertThat(log).singleElement().asString().contains("gone");

    guestIsGone = false;
    Files.delete(directory.resolve("f"));
    changes.tellNext();
    assertThat(told).containsExactly("/src");
  }

  private FolderChanges changes(Share share, String mounted) throws IOException {
    String container = "[{\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"%s\"}]}]".formatted(mounted);
    return new FolderChanges(
        path -> Json.parse(container),
        List.of(share),
        this::tell,
        FolderWatch.open(100, log::add),
        log::add);
  }

  private void tell(Collection<String> paths) throws IOException {
    if (guestIsGone) {
      throw new IOException("gone");
    }
    told.addAll(paths);
  }
}
