package org.boot2docker.boottest.powercut;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.boot2docker.boottest.guest.Registry;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.StreamLocalChannel;

/**
 * The guest's Docker, asked over one SSH login.
 *
 * <p>An answer counts only when it has arrived to its last byte, as for the {@code docker} command:
 * a connection that ends in the middle is an {@link IOException}. Docker's own refusal is a {@link
 * Refusal}.
 */
final class Engine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOCKET = "/var/run/docker.sock";
  private static final String DATA_ROOT = "/var/lib/docker";
  private static final String ERROR_IN_STREAM = "\"errorDetail\"";
  private static final int NOT_FOUND = 404;

  private final SshSession session;
  private final String socket;
  private final String dataRoot;
  private final Store store;

  Engine(SshSession session) {
    this(session, Store.OVERLAY2);
  }

  /** The guest's own Docker. */
  Engine(SshSession session, Store store) {
    this(session, SOCKET, DATA_ROOT, store);
  }

  /** A second Docker in the guest, with its own socket and its own data. */
  Engine(SshSession session, String socket, String dataRoot, Store store) {
    this.session = session;
    this.socket = socket;
    this.dataRoot = dataRoot;
    this.store = store;
  }

  /** Who keeps the images. */
  Store store() {
    return store;
  }

  /** The directory of a volume's files, in the guest. */
  String volume(String name) {
    return dataRoot + "/volumes/" + name + "/_data";
  }

  /** The directory of a plugin's files, in the guest. */
  String plugin(String id) {
    return dataRoot + "/plugins/" + id + "/rootfs";
  }

  /** Waits until Docker answers. */
  void await(Duration limit) throws IOException {
    Instant end = Instant.now().plus(limit);
    while (true) {
      try {
        get("/_ping");
        return;
      } catch (IOException e) {
        if (Instant.now().isAfter(end)) {
          throw e;
        }
        Pause.millis(200);
      }
    }
  }

  /** Docker has answered that it can't do it. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
      super(message);
    }
  }

  /** Whether Docker knows it. */
  boolean knows(String path) throws IOException {
    Answer answer = send("GET", path, "", new byte[0]);
    if (answer.status() == NOT_FOUND) {
      return false;
    }
    succeeded("GET " + path, answer);
    return true;
  }

  byte[] get(String path) throws IOException {
    return succeeded("GET " + path, send("GET", path, "", new byte[0]));
  }

  JsonNode json(String path) throws IOException {
    return JSON.readTree(get(path));
  }

  void post(String path, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    succeeded("POST " + path, send("POST", path, "application/json", body));
  }

  void post(String path, byte[] tar) throws IOException {
    succeeded("POST " + path, send("POST", path, "application/x-tar", tar));
  }

  void put(String path, byte[] tar) throws IOException {
    succeeded("PUT " + path, send("PUT", path, "application/x-tar", tar));
  }

  /** Deletes it, if it is there. */
  void delete(String path) throws IOException {
    Answer answer = send("DELETE", path, "", new byte[0]);
    if (answer.status() != NOT_FOUND) {
      succeeded("DELETE " + path, answer);
    }
  }

  /** Has Docker trust a registry, whose certificate is its own. */
  void trust(Registry registry) throws IOException {
    String directory = "/etc/docker/certs.d/" + registry.address();
    run(
        "sudo mkdir -p " + directory + " && sudo tee " + directory + "/ca.crt",
        registry.certificate().getBytes(StandardCharsets.US_ASCII));
  }

  /** Builds an image as {@code docker build} does, with BuildKit. */
  void build(String name, byte[] context) throws IOException {
    run("docker -H unix://%s build -q -t %s -".formatted(socket, name), context);
  }

  /** Runs a command in the guest and gives its output. */
  String run(String command) throws IOException {
    return run(command, new byte[0]);
  }

  /** Runs a command in the guest with an input and gives its output. */
  String run(String command, byte[] input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = session.exec(command, new ByteArrayInputStream(input), out, err);
    ExecResult result =
        new ExecResult(
            exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new Refusal(command + " ended with " + exit + ": " + result.err().strip());
    }
    return result.out();
  }

  private static byte[] succeeded(String what, Answer answer) throws IOException {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.status() >= 300 || text.contains(ERROR_IN_STREAM)) {
      throw new Refusal(what + ": " + answer.status() + " " + text.strip());
    }
    return answer.body();
  }

  private Answer send(String method, String path, String type, byte[] body) throws IOException {
    StreamLocalChannel channel = session.openSocket(socket);
    try {
      OutputStream out = channel.getInvertedIn();
      String head =
          "%s %s HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(method, path, type, body.length);
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
      return Answer.read(channel.getInvertedOut());
    } finally {
      channel.close(true);
    }
  }

  /**
   * A whole answer, RFC 9112.
   *
   * @param status such as 200
   * @param body all of it
   */
  record Answer(int status, byte[] body) {
    private static final String LENGTH = "content-length: ";

    static Answer read(InputStream in) throws IOException {
      String line = line(in);
      int status = Integer.parseInt(line.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
      long length = 0;
      boolean chunked = false;
      for (line = line(in); !line.isEmpty(); line = line(in)) {
        String lower = line.toLowerCase(java.util.Locale.ROOT);
        chunked |= lower.equals("transfer-encoding: chunked");
        if (lower.startsWith(LENGTH)) {
          length = Long.parseLong(lower.substring(LENGTH.length()).strip());
        }
      }
      return new Answer(status, chunked ? chunks(in) : exactly(in, (int) length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      int size = Integer.parseInt(line(in), 16);
      while (size > 0) {
        body.write(exactly(in, size));
        line(in);
        size = Integer.parseInt(line(in), 16);
      }
      return body.toByteArray();
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException(
            "the answer ended after %d of %d bytes".formatted(bytes.length, length));
      }
      return bytes;
    }

    private static String line(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      int c = in.read();
      while (c != '\n') {
        if (c < 0) {
          throw new EOFException("the answer ended within a line");
        }
        if (c != '\r') {
          line.append((char) c);
        }
        c = in.read();
      }
      return line.toString();
    }
  }
}
