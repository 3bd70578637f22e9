package org.boot2docker.boottest.machine;

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** What a project's tests do with Testcontainers: a program, since it is set up by environment. */
final class TestcontainersProgram {
  private TestcontainersProgram() {}

  /**
   * Prints what a container serves, executes and gives back.
   *
   * @param arguments the image, and a file to write
   */
  public static void main(String[] arguments) throws Exception {
    Path back = Path.of(arguments[1]);
    try (GenericContainer<?> web =
        new GenericContainer<>(DockerImageName.parse(arguments[0]))
            .withImagePullPolicy(image -> false)
            .withCommand("httpd", "-f", "-p", "80", "-h", "/www")
            .withCopyToContainer(Transferable.of("put there"), "/www/put")
            .withExposedPorts(80)) {
      // Waits until the port answers, in the container and on this host.
      web.start();
      URI page = URI.create("http://%s:%d/put".formatted(web.getHost(), web.getMappedPort(80)));
      try (InputStream in = page.toURL().openStream()) {
        System.out.println("page: " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
      var executed = web.execInContainer("sh", "-c", "echo executed; exit 3");
      System.out.println("exec: " + executed.getStdout().strip() + " " + executed.getExitCode());
      web.copyFileFromContainer("/www/index.html", back.toString());
      System.out.println("file: " + Files.readString(back).strip());
    }
  }
}
