package org.boot2docker.guest.init.milestone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.FakeFiles;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class MilestonesTest {
  private final FakeFiles files = new FakeFiles();
  private final List<String> seen = new ArrayList<>();

  @Test
  void writesTheTimeLineAsJson() {
    Milestones milestones = new Milestones(files, new Log(files), true);
    milestones.listen(name -> seen.add(name));
    milestones.reachedAt("init-start", 4000);
    milestones.reach("docker");
    milestones.reach("docker");
    assertThat(seen).containsExactly("init-start", "docker");
    assertThat(files.text(GuestPaths.TIMELINE))
        .isEqualTo("{\n  \"init-start\": 4000,\n  \"docker\": 5000\n}\n");
  }
}
