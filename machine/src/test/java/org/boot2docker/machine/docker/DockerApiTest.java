package org.boot2docker.machine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.image.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DockerApiTest {
  private Path folder;
  private ServerSocketChannel server;
  private DockerApi docker;

  @BeforeEach
  void listen() throws IOException {
    // The names of Unix sockets are short.
    folder = Files.createTempDirectory("b2dapi");
    Path socket = folder.resolve("s");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    docker = new DockerApi(socket, Duration.ofSeconds(5));
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    Folders.delete(folder);
  }

  /** Gives what is asked until then. */
  private CompletableFuture<String> answer(String last, String answer) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (SocketChannel channel = server.accept()) {
            StringBuilder asked = new StringBuilder();
            ByteBuffer part = ByteBuffer.allocate(4096);
            while (asked.indexOf(last) < 0 && channel.read(part.clear()) >= 0) {
              asked.append(StandardCharsets.UTF_8.decode(part.flip()));
            }
            channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            return asked.toString();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void aDocumentIsSentAndTheAnswerRead() throws IOException {
    CompletableFuture<String> asked =
        answer("}", "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n\"ü\"\n");

    JsonNode answer = docker.post("/swarm/init", Json.object().put("Name", "ä"));

    assertThat(answer.asText()).isEqualTo("ü");
    assertThat(asked.join())
        .startsWith("POST /swarm/init HTTP/1.0\r\n")
        .contains("\r\nContent-Length: 13\r\n")
        .endsWith("\r\n\r\n{\"Name\":\"ä\"}");
  }

  @Test
  void anAnswerWithoutADocumentIsNone() throws IOException {
    CompletableFuture<String> asked = answer("\r\n\r\n", "HTTP/1.0 204 No Content\r\n\r\n");

    docker.delete("/nodes/a?force=true");

    assertThat(asked.join()).startsWith("DELETE /nodes/a?force=true HTTP/1.0\r\n");
  }

  @Test
  void dockersReasonIsInTheError() {
    answer("\r\n\r\n", "HTTP/1.0 503 Unavailable\r\n\r\n{\"message\":\"no swarm manager\"}");

    assertThatThrownBy(() -> docker.get("/nodes"))
        .isInstanceOf(IOException.class)
        .hasMessage("Docker answers /nodes with no swarm manager");
  }

  @Test
  void whatIsNoJsonDoesNotHideTheStatus() {
    answer("\r\n\r\n", "HTTP/1.0 502 Bad Gateway\r\n\r\n<html>");

    assertThatThrownBy(() -> docker.get("/nodes")).hasMessageContaining("502 Bad Gateway");
  }

  @Test
  void aDockerThatHangsIsNotWaitedForWithoutEnd() {
    DockerApi impatient = new DockerApi(folder.resolve("s"), Duration.ofMillis(50));

    assertThatThrownBy(() -> impatient.get("/info")).hasMessageContaining("does not answer /info");
  }
}
