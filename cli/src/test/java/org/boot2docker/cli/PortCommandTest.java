package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Protocol;
import org.boot2docker.machine.ports.PortsFile;
import org.boot2docker.machine.ports.PublishedPort;
import org.junit.jupiter.api.Test;

class PortCommandTest {
  private static final List<PortForward> FORWARDS =
      List.of(new PortForward(2022, 22), new PortForward(Protocol.UDP, "0.0.0.0", 53, 5300));

  private static final List<PortsFile.Line> PUBLISHED =
      List.of(
          new PortsFile.Line(
              new PublishedPort(Protocol.SCTP, "127.0.0.1", 3868, false), "why", "web:3868/sctp"));

  private static String printed(boolean json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PortCommand command = new PortCommand(new Terminal(stream, stream));
    command.json = json;
    command.print(FORWARDS, PUBLISHED);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void addressAndProtocolOfAForwardAreShown() {
    assertThat(printed(false).lines())
        .containsExactly(
            "127.0.0.1:2022 -> 22",
            "0.0.0.0:53/udp -> 5300",
            "127.0.0.1:3868/sctp -> web:3868/sctp (not forwarded: why)");
  }

  @Test
  void scriptsGetThemByName() throws IOException {
    JsonNode forward = Json.parse(printed(true)).at("/forwarded/1");

    assertThat(forward)
        .isEqualTo(
            Json.parse(
                "{\"protocol\":\"udp\",\"hostAddress\":\"0.0.0.0\",\"hostPort\":53,\"guestPort\":5300}"));
    assertThat(Json.parse(printed(true)).at("/published/0/problem").asText()).isEqualTo("why");
  }
}
