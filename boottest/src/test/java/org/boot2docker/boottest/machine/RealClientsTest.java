package org.boot2docker.boottest.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.NewerProgram;
import org.boot2docker.boottest.lab.WebPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The programs that people have beside a machine: one boot. */
@Tag("nightly")
@Order(60)
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealClientsTest {
  private static final String IMAGE = "boottest/box";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @RegisterExtension static final UsersHome HOME = UsersHome.ofClass();

  private Optional<Path> program = Optional.empty();

  @BeforeAll
  void startTheMachine(BuiltImage image) throws IOException {
    HOME.run("up", "--iso", image.iso().toString(), "--no-disk", "--cpus", "2");
    Path docker = NewerProgram.docker(Files.createDirectory(HOME.resolve("debian")));
    program = Optional.of(docker);
    Files.createSymbolicLink(
        HOME.resolve("docker/cli-plugins"), docker.resolveSibling("cli-plugins"));
    docker("import", BoxImage.tar(HOME.resolve(".")).toString(), IMAGE);
  }

  /** Debian's docker with the context that is current, as its user types it. */
  private HostTool.Result tryDocker(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.orElseThrow().toString()));
    command.addAll(List.of(arguments));
    return HOME.runTool(LIMIT, Map.of("DOCKER_HOST", "", "DOCKER_CONTEXT", ""), command);
  }

  private HostTool.Result docker(String... arguments) throws IOException {
    return tryDocker(arguments).succeeded();
  }

  @Test
  void theContextOfTheMachineIsCurrentAndUsable() throws IOException {
    String current = docker("context", "show").out().strip();
    assertThat(current).startsWith("boot2docker+");
    assertThat(docker("context", "inspect", "-f", "{{.Endpoints.docker.Host}}").out().strip())
        .isEqualTo(HOME.run("socket").strip());
    assertThat(docker("--context", current, "info", "-f", "{{.OperatingSystem}}").out())
        .containsIgnoringCase("boot2docker");
  }

  @Test
  void dockerRunGivesOutputAndExitCode() throws IOException {
    HostTool.Result ended =
        tryDocker("run", "--rm", IMAGE, "sh", "-c", "echo out; echo err >&2; exit 7");

    assertThat(ended.exit()).isEqualTo(7);
    assertThat(ended.out()).isEqualTo("out\n");
    assertThat(ended.err()).isEqualTo("err\n");
  }

  @Test
  void buildxBuildsFromAFolderOfThisHostAndWritesToIt() throws IOException {
    Path context = Files.createDirectory(HOME.resolve("context"));
    Files.writeString(context.resolve("greeting"), "hello\n");
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM %s AS base
        COPY greeting /greeting
        RUN cat /greeting /greeting > /twice
        CMD ["cat", "/twice"]
        FROM scratch AS files
        COPY --from=base /twice /
        """
            .formatted(IMAGE));
    assertThat(docker("buildx", "version").out()).containsPattern("buildx.* v?0\\.\\d+");

    HostTool.Result built =
        docker("build", "--progress", "plain", "--target", "base", "-t", "built", "context");
    assertThat(built.err()).as("by BuildKit").contains("#1 ").doesNotContain("DEPRECATED");
    assertThat(docker("run", "--rm", "built").out()).isEqualTo("hello\nhello\n");

    docker("buildx", "build", "--target", "files", "--output", "type=local,dest=out", "context");
    assertThat(HOME.resolve("out/twice")).hasContent("hello\nhello\n");
  }

  @Test
  void composePublishesAPortOnThisHost() throws IOException {
    int port = HostServer.freePort();
    Path project = Files.createDirectory(HOME.resolve("project"));
    Files.writeString(
        project.resolve("compose.yaml"),
        """
        services:
          web:
            image: %s
            pull_policy: never
            command: httpd -f -p 80 -h /www
            ports: ["%d:80"]
          client:
            image: %s
            pull_policy: never
            command: sh -c 'until wget -q -O - http://web/; do sleep 1; done'
            depends_on: [web]
        """
            .formatted(IMAGE, port, IMAGE));
    String file = project.resolve("compose.yaml").toString();

    docker("compose", "-f", file, "up", "-d");

    WebPage page = WebPage.at("127.0.0.1", port);
    page.awaitText(BoxImage.SERVED);
    assertThat(HOME.run("port")).contains("127.0.0.1:" + port, "project-web-1:80/tcp");
    assertThat(docker("compose", "-f", file, "exec", "-T", "web", "echo", "executed").out())
        .isEqualTo("executed\n");
    docker("wait", "project-client-1");
    assertThat(docker("compose", "-f", file, "logs", "client").out()).contains(BoxImage.SERVED);
    docker("compose", "-f", file, "down", "--timeout", "1");
    page.awaitNone();
    assertThat(HOME.run("port")).doesNotContain("project-web-1");
  }

  /** It finds the machine as the command does: by Docker's own configuration. */
  @Test
  void dockerJavaFollowsTheContext() throws Exception {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerConfig(HOME.resolve("docker").toString())
            .build();
    assertThat(config.getDockerHost()).hasToString(HOME.run("socket").strip());
    try (ZerodepDockerHttpClient http =
            new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
        DockerClient client = DockerClientImpl.getInstance(config, http)) {
      client.pingCmd().exec();
      servesAPage(client);
    }
  }

  private static void servesAPage(DockerClient client) throws Exception {
    int port = HostServer.freePort();
    String id =
        client
            .createContainerCmd(IMAGE)
            .withCmd("httpd", "-f", "-p", "80", "-h", "/www")
            .withExposedPorts(ExposedPort.tcp(80))
            .withHostConfig(
                HostConfig.newHostConfig().withPortBindings(PortBinding.parse(port + ":80")))
            .exec()
            .getId();
    Path put = Files.writeString(HOME.resolve("put"), "put there");
    client
        .copyArchiveToContainerCmd(id)
        .withHostResource(put.toString())
        .withRemotePath("/www")
        .exec();
    client.startContainerCmd(id).exec();

    new WebPage("127.0.0.1:" + port + "/put").awaitText("put there");
    assertThat(executed(client, id, "cat", "/www/index.html")).isEqualTo(BoxImage.SERVED + "\n");
    client.stopContainerCmd(id).withTimeout(1).exec();
    client.removeContainerCmd(id).exec();
    WebPage.at("127.0.0.1", port).awaitNone();
  }

  private static String executed(DockerClient client, String id, String... command)
      throws Exception {
    String exec = client.execCreateCmd(id).withCmd(command).withAttachStdout(true).exec().getId();
    StringBuilder out = new StringBuilder();
    client
        .execStartCmd(exec)
        .exec(
            new ResultCallback.Adapter<Frame>() {
              @Override
              public void onNext(Frame frame) {
                out.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
              }
            })
        .awaitCompletion();
    return out.toString();
  }

  @Test
  void testcontainersRunsAContainer() throws IOException {
    Map<String, String> environment =
        Map.of(
            "DOCKER_HOST",
            HOME.run("socket").strip(),
            // No hub can be reached here: its reaper would be pulled.
            "TESTCONTAINERS_RYUK_DISABLED",
            "true",
            // In a container, as tests may run, it would take the gateway for Docker's host.
            "TESTCONTAINERS_HOST_OVERRIDE",
            "127.0.0.1");

    String said =
        HOME.runTool(
                LIMIT,
                environment,
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    TestcontainersProgram.class.getName(),
                    IMAGE,
                    HOME.resolve("back").toString()))
            .succeeded()
            .out();

    assertThat(said)
        .isEqualTo("page: put there\nexec: executed 3\nfile: " + BoxImage.SERVED + "\n");
    assertThat(docker("ps", "-a", "--format", "{{.Labels}}").out())
        .doesNotContain("org.testcontainers");
  }

  @Test
  void logsOfDockerAndOfTheTunnelArePrinted() throws IOException {
    assertThat(HOME.run("logs", "--of", "docker")).contains("API listen on");
    int port = HostServer.freePort();
    docker("run", "-d", "--name", "logged", "-p", port + ":80", IMAGE, "httpd", "-f", "-h", "/www");
    WebPage.at("127.0.0.1", port).awaitText(BoxImage.SERVED);
    docker("rm", "-f", "logged");

    assertThat(HOME.run("logs", "--of", "tunnel"))
        .contains("127.0.0.1:" + port)
        .contains("leads to the container");
  }

  @Test
  void openSshTakesWhatSshConfigPrints() throws IOException {
    Path config = Files.writeString(HOME.resolve("config"), HOME.run("ssh-config"));

    HostTool.Result result =
        HOME.runTool(
            LIMIT,
            List.of("ssh", "-F", config.toString(), "boot2docker-default", "id -un; hostname"));

    assertThat(result.succeeded().out()).isEqualTo("docker\nboot2docker\n");
  }
}
