package org.boot2docker.formats.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceSetTest {
  private final Map<String, String> files = new HashMap<>();

  private void service(String name, String text) {
    files.put(name + ".service", text);
  }

  private List<String> problems() {
    return ServiceSet.of(files).problems().stream().map(Problem::toString).toList();
  }

  private Service only(String name) {
    return ServiceSet.of(files).services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void takesMilestonesOfInitOtherServicesAndTheirSockets() {
    service("a", "command=/a\nneeds=init-start mounts modules disk folders b b-socket\nuses=b");
    service("b", "command=/b\nlisten=/run/b.sock");
    assertThat(problems()).isEmpty();
    assertThat(only("a").needs()).hasSize(7);
  }

  @Test
  void namesFileLineAndNearestNameOfAnUnknownNeed() {
    service("bootsync", "command=/a");
    service("docker", "# Docker\ncommand=/d\nneeds=disk bootsink bootsync-socket elsewhere\n");
    assertThat(problems())
        .containsExactly(
            "docker.service:3: needs= names bootsink, which is no milestone and no service: did you"
                + " mean bootsync?",
            "docker.service:3: needs= names bootsync-socket, which is no milestone and no service",
            "docker.service:3: needs= names elsewhere, which is no milestone and no service");
    assertThat(only("docker").needs()).as("it doesn't wait for ever").containsExactly("disk");
  }

  @Test
  void usesNamesServicesOnly() {
    service("a", "command=/a\nuses=disk containerd");
    service("container", "command=/c");
    assertThat(problems())
        .containsExactly(
            "a.service:2: uses= names disk, which is no service",
            "a.service:2: uses= names containerd, which is no service: did you mean container?");
  }

  @Test
  void whatNeedsAServiceWithAMistakeIsNamedToo() {
    service("tls", "command=tls");
    service("docker", "command=/d\nneeds=tls");
    assertThat(problems())
        .containsExactly(
            "tls.service:1: command= must begin with an absolute path",
            "docker.service:2: needs= names tls, which is no milestone and no service");
  }

  @Test
  void servicesThatNeedEachOtherAreNamed() {
    service("a", "command=/a\nneeds=disk b");
    service("b", "command=/b\nneeds=c");
    service("c", "command=/c\nneeds=a");
    service("late", "command=/l\nneeds=late\nlatest=30");
    assertThat(problems()).hasSize(3).allMatch(problem -> problem.contains("wait for ever"));
    assertThat(problems().get(0)).startsWith("a.service:2: it would wait for ever for b,");
    assertThat(only("a").needs()).containsExactly("disk");
  }

  @Test
  void aSocketIsThereBeforeItsServiceStarts() {
    service("a", "command=/a\nneeds=b-socket");
    service("b", "command=/b\nneeds=a\nlisten=/run/b.sock");
    assertThat(problems()).isEmpty();
  }

  @Test
  void aServiceHasNoNameOfInitsMilestones() {
    service("disk", "command=/a");
    assertThat(problems())
        .containsExactly("disk.service: init has a milestone of this name: rename the file");
  }

  @Test
  void otherFilesAreLeftAlone() {
    files.put("README", "nonsense");
    assertThat(problems()).isEmpty();
  }

  @Test
  void theImagesOwnServicesHaveNoMistake() throws IOException {
    Path directory = Path.of("../distro/rootfs/overlay/usr/lib/boot2docker/services");
    try (Stream<Path> paths = Files.list(directory)) {
      for (Path file : paths.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(files).isNotEmpty();
    assertThat(problems()).isEmpty();
  }
}
