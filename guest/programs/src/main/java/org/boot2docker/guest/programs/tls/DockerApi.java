package org.boot2docker.guest.programs.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;

/** Questions to dockerd on its Unix socket. */
final class DockerApi {
  private static final String SOCKET = "/run/docker.sock";
  private static final long PATIENCE = 30_000;
  private static final int MOST = 1 << 20;

  private final Kernel kernel;

  DockerApi(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Whether dockerd answers. */
  boolean isUp() {
    return get("/_ping").startsWith("HTTP/1.0 200 ");
  }

  /** What {@code docker info} is made of, as JSON; something else when dockerd doesn't answer. */
  String info() {
    return get("/info");
  }

  private String get(String path) {
    int fd = kernel.connect(SOCKET);
    if (fd < 0) {
      return "";
    }
    byte[] request = ("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    kernel.write(fd, request, 0, request.length);
    String answer = readAll(fd);
    kernel.close(fd);
    return answer;
  }

  private String readAll(int fd) {
    long deadline = kernel.millis() + PATIENCE;
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    while (kernel.millis() < deadline && answer.size() < MOST) {
      kernel.poll(new int[] {fd}, deadline - kernel.millis());
      int count = kernel.read(fd, chunk);
      if (count > 0) {
        answer.write(chunk, 0, count);
      } else if (count != -Linux.EAGAIN) {
        break;
      }
    }
    return new String(answer.toByteArray(), StandardCharsets.UTF_8);
  }
}
