package org.boot2docker.formats.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
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
    Service service = ServiceFile.parse("d", text).service();
    assertThat(service.command()).containsExactly("/bin/daemon", "-x", "%i");
    assertThat(service.needs()).containsExactly("disk", "modules");
    assertThat(service.latest()).isEqualTo(15_000);
    assertThat(service.uses()).containsExactly("other");
    assertThat(service.instances()).containsExactly("a", "b");
    assertThat(service.condition()).contains("/dev/%i");
    assertThat(service.ready()).isEqualTo(new Readiness.Http("/run/d.sock", "/_ping"));
    assertThat(service.restart()).isEqualTo(Restart.NEVER);
    assertThat(service.logLimit()).isEqualTo(2048);
    assertThat(service.fallback()).containsExactly("/bin/sh", "-l");
    assertThat(service.stopWait()).isEqualTo(30_000);
    assertThat(service.oomScore()).isEqualTo(-500);
    assertThat(service.environment()).containsExactly("A=b c", "D=e");
  }

  @ParameterizedTest
  @CsvSource({
    "'restart=yes', x.service: command= is missing",
    "'#\n\n command=relative', x.service:3: command= must begin with an absolute path",
    "'command=/x\nexec=/y', x.service:2: unknown key exec",
    "'command=/x\nneed=disk', x.service:2: unknown key need: did you mean needs?",
    "'command=/x\n\nnonsense', x.service:3: unknown key nonsense",
    "'command=/x\ncommand=/y', x.service:2: command= is there twice: remove one of the lines",
    "'command=/x\nrestart=maybe', x.service:2: restart= is none of yes no failure",
    "'command=/x\nstop-wait=soon', x.service:2: stop-wait= is not a number",
    "'command=/x\nlisten=d.sock', x.service:2: listen= is neither PATH nor PATH:GROUP with an"
        + " absolute path of 107 bytes at most",
    "'command=/x\nlisten=/d.sock\ninstances=a', x.service:2: listen= and instances= exclude each"
        + " other",
    "'command=/x\nready=tcp:22', x.service:2: ready= is none of notify file:PATH"
        + " http:SOCKET:PATH exit:SECONDS",
  })
  void saysWhatIsWrongAndWhere(String text, String problem) {
    assertThat(ServiceFile.parse("x", text).problems())
        .extracting(Problem::toString)
        .containsExactly(problem);
  }

  @Test
  void readsWhereToListen() {
    assertThat(listen("/run/d.sock")).contains(new Listen("/run/d.sock", Optional.empty()));
    assertThat(listen("/run/d.sock:docker"))
        .contains(new Listen("/run/d.sock", Optional.of("docker")));
    assertThat(listen("/" + "x".repeat(106))).isPresent();
    for (String wrong :
        List.of("run/d.sock", "/d:", "/d:docker:0660", "/" + "x".repeat(107), "/größe")) {
      assertThat(listen(wrong)).as(wrong).isEmpty();
    }
  }

  private static Optional<Listen> listen(String text) {
    return ServiceFile.parse("d", "command=/d\nlisten=" + text).service().listen();
  }

  @Test
  void readsHowItIsSeenToWork() {
    assertThat(ServiceFile.parse("d", "command=/d\nready=notify").service().ready())
        .isEqualTo(new Readiness.Notified());
    assertThat(ServiceFile.parse("d", "command=/d").service().ready())
        .isEqualTo(new Readiness.Started());
  }
}
