package org.boot2docker.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs that stand where virtiofsd does; the real one serves a guest in a boot test. */
class FolderServersTest {
  @TempDir private Path directory;

  private final List<String> said = new ArrayList<>();

  private Sharing start(String script) throws IOException {
    Path program = directory.resolve("virtiofsd");
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return start(Map.of(Virtiofsd.PROGRAM_VARIABLE, program.toString()));
  }

  private Sharing start(Map<String, String> environment) throws IOException {
    return servers().start(List.of(new Share(directory, "work")), environment, said::add);
  }

  private FolderServers servers() {
    return new FolderServers(new MachineDirectory(directory));
  }

  @Test
  void aMachineThatIsResumedHasNoOtherServerThanOneThatGoesOn() throws IOException {
    Path older = Files.writeString(directory.resolve("older"), "#!/bin/sh\necho --translate-uid");
    Files.setPosixFilePermissions(older, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String program : List.of("none", older.toString())) {
      assertThatThrownBy(
              () -> servers().startAgain(List.of(), Map.of(Virtiofsd.PROGRAM_VARIABLE, program)))
          .isInstanceOf(MachineException.class)
          .hasMessageContaining("--discard-state");
    }
  }

  @Test
  void virtiofsdServesTheFolderWhenItIsReady() throws IOException {
    Sharing sharing =
        start(
            """
            [ "$1" != --help ] || { echo --translate-uid; exit; }
            echo "$@" > $(dirname $0)/arguments
            echo "Waiting for vhost-user socket connection..."
            """);

    assertThat(sharing.server()).isEqualTo(Sharing.Server.VIRTIOFS);
    assertThat(directory.resolve("arguments"))
        .content()
        .startsWith(
            "--shared-dir %s --socket-path %s/fs0.sock --sandbox namespace"
                .formatted(directory, directory));
    assertThat(said).isEmpty();
  }

  @Test
  void qemuServesTheFolderWhenVirtiofsdCannot() throws IOException {
    Sharing sharing =
        start(
            "[ \"$1\" != --help ] || { echo --translate-uid; exit; }; echo no name spaces; exit 1");

    assertThat(sharing.server()).isEqualTo(Sharing.Server.NINE_P);
    assertThat(said).singleElement().asString().contains("virtiofsd", "no name spaces", "9p");
  }

  @Test
  void olderVirtiofsdIsLeftAlone() throws IOException {
    assertThat(start("echo usage").server()).isEqualTo(Sharing.Server.NINE_P);
    assertThat(said).isEmpty();
  }

  @Test
  void userMayPreferQemusOwnServer() throws IOException {
    assertThat(start(Map.of(Virtiofsd.PROGRAM_VARIABLE, "none")).server())
        .isEqualTo(Sharing.Server.NINE_P);
  }

  @Test
  void guestsFilesBelongToWhoRunsItOrWhoseTheFolderIs() throws IOException {
    int me = (Integer) Files.getAttribute(directory, "unix:uid");
    Path folder = Files.createDirectory(directory.resolve("folder"));
    int owner = me;
    if (me == 0) {
      owner = 1501;
      Files.setAttribute(folder, "unix:uid", owner);
    }

    assertThat(FolderOwner.of(folder, directory)).map(FolderOwner::user).contains(owner);
    assertThat(
            new Virtiofsd(Path.of("/v"), true)
                .command(
                    new Share(folder, "work", true),
                    directory.resolve("s"),
                    Optional.of(new FolderOwner(1501, 20))))
        .containsSubsequence("--migration-on-error", "guest-error")
        .containsSubsequence("--readonly", "--translate-uid", "squash-guest:0:1501:4294967295")
        .containsSubsequence("--translate-gid", "squash-guest:0:20:4294967295");
  }

  /** As after an {@code up} that was killed before QEMU connected to it. */
  @Test
  void aServerThatNobodyCameToIsEnded() throws Exception {
    start(
        """
        [ "$1" != --help ] || { echo --translate-uid; exit; }
        echo $$ > "$4.pid"
        echo "Waiting for vhost-user socket connection..."
        while :; do sleep 1; done
        """);
    Path pid = directory.resolve("fs0.sock.pid");
    ProcessHandle server =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    start(Map.of(Virtiofsd.PROGRAM_VARIABLE, "none"));

    assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(pid).doesNotExist();
  }
}
