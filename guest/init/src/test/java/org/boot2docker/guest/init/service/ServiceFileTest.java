package org.boot2docker.guest.init.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceFileTest {
  @Test
  void readsEveryKey() {
    String text =
        """
        # a daemon
        command = /bin/daemon -x %i
        needs=disk modules
        latest=15
        uses=other
        instances=a b
        condition=/dev/%i
        ready=http:/run/d.sock:/_ping
        restart=no
        log=/var/log/d
        log-limit=2
        terminal=/dev/%i
        fallback=/bin/sh -l
        stop-wait=30
        oom-score=-500
        environment=A=b c
        environment=D=e
        """;
    Service service = ServiceFile.parse("d", text).service().orElseThrow();
    assertThat(service.command()).containsExactly("/bin/daemon", "-x", "%i");
    assertThat(service.needs()).containsExactly("disk", "modules");
    assertThat(service.latest()).isEqualTo(15_000);
    assertThat(service.uses()).containsExactly("other");
    assertThat(service.instances()).containsExactly("a", "b");
    assertThat(service.condition()).contains("/dev/%i");
    assertThat(service.ready()).isEqualTo(new Readiness.Http("/run/d.sock", "/_ping"));
    assertThat(service.restart()).isFalse();
    assertThat(service.logLimit()).isEqualTo(2048);
    assertThat(service.fallback()).containsExactly("/bin/sh", "-l");
    assertThat(service.stopWait()).isEqualTo(30_000);
    assertThat(service.oomScore()).isEqualTo(-500);
    assertThat(service.environment()).containsExactly("A=b c", "D=e");
  }

  @ParameterizedTest
  @CsvSource({
    "'restart=yes', command= is missing",
    "'command=relative', command= must begin with an absolute path",
    "'command=/x\nexec=/y', unknown key exec",
    "'command=/x\nnonsense', unknown key nonsense",
    "'command=/x\nrestart=maybe', restart= is neither yes nor no",
    "'command=/x\nstop-wait=soon', stop-wait= is not a number",
    "'command=/x\nlisten=d.sock', listen= is neither PATH nor PATH:GROUP with an absolute path of"
        + " 107 bytes at most",
    "'command=/x\nlisten=/d.sock\ninstances=a', listen= and instances= exclude each other",
    "'command=/x\nready=tcp:22', ready= is none of file:PATH http:SOCKET:PATH exit:SECONDS",
  })
  void saysWhatIsWrong(String text, String problem) {
    ServiceFile.Result result = ServiceFile.parse("x", text);
    assertThat(result.service()).isEmpty();
    assertThat(result.problem()).isEqualTo(problem);
  }

  @Test
  void readsWhereToListen() {
    assertThat(listen("/run/d.sock")).contains(new Listen("/run/d.sock", Optional.empty()));
    assertThat(listen("/run/d.sock:docker"))
        .contains(new Listen("/run/d.sock", Optional.of("docker")));
    assertThat(listen("/" + "x".repeat(106))).isPresent();
    for (String wrong : List.of("run/d.sock", "/d:", "/d:docker:0660", "/" + "x".repeat(107))) {
      assertThat(listen(wrong)).as(wrong).isEmpty();
    }
  }

  private static Optional<Listen> listen(String text) {
    return ServiceFile.parse("d", "command=/d\nlisten=" + text).service().flatMap(Service::listen);
  }

  @Test
  void acceptsEveryFileOfTheImage() throws IOException {
    Path directory = Path.of("../..", "distro/rootfs/overlay/usr/lib/boot2docker/services");
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        ServiceFile.Result result = ServiceFile.parse("x", Files.readString(file));
        assertThat(result.problem()).as("%s", file.getFileName()).isEmpty();
      }
    }
  }
}
