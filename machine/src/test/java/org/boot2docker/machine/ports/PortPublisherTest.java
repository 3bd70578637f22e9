package org.boot2docker.machine.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.docker.DockerSource;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPublisherTest {
  private static final String WEB = "a".repeat(64);

  @TempDir private Path directory;

  private final List<String> log = new ArrayList<>();
  private final Wires qemu = new Wires();
  private final Wires ssh = new Wires();
  private final List<String> running = new ArrayList<>();
  private final List<Listener> listening = new ArrayList<>();
  private final List<PortForward> own = new ArrayList<>(List.of(new PortForward(2222, 2222)));
  private String mode = "bridge";
  private boolean guestIsGone;
  private boolean dockerFails;
  private PortPublisher publisher;

  /** Takes note of what is forwarded. */
  private static final class Wires implements Forwarder {
    private final Set<String> open = new HashSet<>();
    private final Set<String> taken = new HashSet<>();

    @Override
    public void add(PublishedPort port) throws IOException {
      if (taken.contains(port.toString())) {
        throw new IOException("taken");
      }
      open.add(port.toString());
    }

    @Override
    public void remove(PublishedPort port) {
      open.remove(port.toString());
    }
  }

  @BeforeEach
  void begin() {
    DockerSource docker = this::answer;
    PortsFile file = new PortsFile(directory.resolve("ports.json"));
    publisher = new PortPublisher(docker, qemu, ssh, this::listeners, () -> own, file, log::add);
  }

  private List<Listener> listeners(Collection<String> containers) throws IOException {
    if (guestIsGone) {
      throw new IOException("gone");
    }
    return List.copyOf(listening);
  }

  private JsonNode answer(String path) throws IOException {
    if (dockerFails) {
      throw new IOException("status 503");
    }
    if (path.equals("/info")) {
      return Json.parse("{\"Swarm\":{\"ControlAvailable\":false}}");
    }
    if (path.equals("/containers/json")) {
      String container =
          "{\"Id\":\"%s\",\"HostConfig\":{\"NetworkMode\":\"%s\"}}".formatted(WEB, mode);
      List<String> ids = running.stream().map(p -> container).limit(1).toList();
      return Json.parse(ids.toString());
    }
    List<String> ports =
        running.stream()
            .map(p -> "\"%1$s/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"%1$s\"}]".formatted(p))
            .toList();
    return Json.parse("{\"NetworkSettings\":{\"Ports\":{%s}}}".formatted(String.join(",", ports)));
  }

  @Test
  void portsComeAndGoWithTheContainer() throws IOException {
    running.add("8080");
    publisher.update();
    assertThat(qemu.open).containsExactly("127.0.0.1:8080/tcp");
    assertThat(new PortsFile(directory.resolve("ports.json")).read())
        .anyMatch(line -> line.port().port() == 8080 && line.problem().isEmpty());

    running.clear();
    publisher.update();
    assertThat(qemu.open).isEmpty();
    assertThat(ssh.open).isEmpty();
    assertThat(new PortsFile(directory.resolve("ports.json")).read()).isEmpty();
  }

  @Test
  void anUpdateThatDockerFailsIsDueAgain() throws IOException {
    running.add("8080");
    dockerFails = true;
    assertThatThrownBy(() -> publisher.update()).hasMessageContaining("503");
    assertThat(publisher.isDue()).isTrue();

    dockerFails = false;
    publisher.update();
    assertThat(publisher.isDue()).isFalse();
    assertThat(qemu.open).containsExactly("127.0.0.1:8080/tcp");
  }

  @Test
  void aTakenPortIsSaidOnceAndTriedAgain() throws IOException {
    running.add("8080");
    qemu.taken.add("127.0.0.1:8080/tcp");
    publisher.update();
    publisher.update();
    assertThat(log).filteredOn(line -> line.startsWith("127.0.0.1:8080/tcp is not")).hasSize(1);
    assertThat(new PortsFile(directory.resolve("ports.json")).read())
        .anyMatch(line -> line.problem().equals("taken"));

    qemu.taken.clear();
    publisher.update();
    assertThat(qemu.open).containsExactly("127.0.0.1:8080/tcp");
  }

  @Test
  void aForwardOfTheMachineItselfIsNamedWhereItHasThePort() throws IOException {
    own.add(new PortForward(8080, 80));
    running.add("8080");
    qemu.taken.add("127.0.0.1:8080/tcp");
    publisher.update();
    assertThat(new PortsFile(directory.resolve("ports.json")).read())
        .anyMatch(line -> line.problem().contains("8080:80"));
  }

  @Test
  void whatNothingCarriesIsSaidOnceAndNotTriedAgain() throws IOException {
    mode = "host";
    running.add("0");
    listening.add(new Listener(Protocol.UDP, Listener.Reach.LOOPBACK, 53));
    publisher.update();
    publisher.ended();
    publisher.update();

    assertThat(log)
        .filteredOn(line -> line.startsWith("127.0.0.1:53/udp is not"))
        .singleElement()
        .satisfies(line -> assertThat(line).doesNotContain("again"));
    assertThat(publisher.isDue()).isFalse();
    assertThat(qemu.open).isEmpty();
    assertThat(ssh.open).isEmpty();
    assertThat(new PortsFile(directory.resolve("ports.json")).read())
        .anyMatch(line -> line.port().port() == 53 && !line.problem().isEmpty());
  }

  @Test
  void theKeptPortsAreOpenBeforeDockerIsAskedAndCorrectedThen() throws IOException {
    keep("127.0.0.1", 8080, false);
    keep("127.0.0.1", 9000, true);
    keep("0.0.0.0", 8081, false);
    publisher.replay();
    assertThat(qemu.open).containsExactlyInAnyOrder("127.0.0.1:8080/tcp", "0.0.0.0:8081/tcp");
    assertThat(ssh.open).containsExactly("127.0.0.1:9000/tcp");

    running.add("8080");
    publisher.update();
    assertThat(qemu.open).as("8081 has no container").containsExactly("127.0.0.1:8080/tcp");
    assertThat(ssh.open).doesNotContain("127.0.0.1:9000/tcp");
    assertThat(log).filteredOn(line -> line.startsWith("127.0.0.1:8080/tcp leads")).hasSize(1);
  }

  @Test
  void aKeptPortThatSomebodyElseHasByNowIsLeftToDockersList() throws IOException {
    keep("127.0.0.1", 8080, false);
    keep("127.0.0.1", 2222, false);
    qemu.taken.add("127.0.0.1:8080/tcp");
    publisher.replay();
    assertThat(qemu.open).as("the settings forward 2222").isEmpty();
    assertThat(log).isEmpty();

    running.add("8080");
    publisher.update();
    assertThat(new PortsFile(directory.resolve("ports.json")).read())
        .anyMatch(line -> line.problem().equals("taken"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[null]",
        "[{}]",
        "[{'port':{'port':80},'problem':''}]",
        "[{'port':{'protocol':'TCP','address':'127.0.0.1','port':0,'inner':false},'problem':''}]",
      })
  void aDamagedFileOpensNothing(String text) throws IOException {
    Files.writeString(directory.resolve("ports.json"), text.replace('\'', '"'));
    publisher.replay();
    assertThat(qemu.open).isEmpty();
  }

  private void keep(String address, int port, boolean inner) throws IOException {
    PortsFile file = new PortsFile(directory.resolve("ports.json"));
    List<PortsFile.Line> lines = new ArrayList<>(file.read());
    lines.add(
        new PortsFile.Line(new PublishedPort(Protocol.TCP, address, port, inner), "", "web:80"));
    file.write(lines);
  }

  @Test
  void aForwardOfTheMachineLeavesOtherAddressesAndProtocolsToContainers() throws IOException {
    mode = "host";
    running.add("0");
    listening.add(new Listener(Protocol.UDP, Listener.Reach.OUTSIDE, 2222));
    listening.add(new Listener(Protocol.TCP, Listener.Reach.OUTSIDE, 2222));
    listening.add(new Listener(Protocol.TCP, Listener.Reach.OUTSIDE, 80));
    own.add(new PortForward(Protocol.TCP, "0.0.0.0", 80, 80));
    publisher.update();
    assertThat(qemu.open).as("0.0.0.0 serves 127.0.0.1").containsExactly("127.0.0.1:2222/udp");
  }

  @Test
  void aForwardToTheGuestsAddressDoesNotReachItsLoopback() throws IOException {
    mode = "host";
    running.add("0");
    listening.add(new Listener(Protocol.TCP, Listener.Reach.LOOPBACK, 2222));
    ssh.taken.add("127.0.0.1:2222/tcp");
    publisher.update();
    assertThat(new PortsFile(directory.resolve("ports.json")).read())
        .anyMatch(line -> line.problem().contains("2222:2222"));
  }

  @Test
  void aPortOfSomebodyElseIsNotGivenBack() throws IOException {
    running.add("8080");
    qemu.taken.add("127.0.0.1:8080/tcp");
    qemu.open.add("127.0.0.1:8080/tcp");
    publisher.update();
    running.clear();
    publisher.update();
    assertThat(qemu.open).as("the other's forward").containsExactly("127.0.0.1:8080/tcp");
  }

  @Test
  void whatTheMachinesSettingsForwardIsLeftAlone() throws IOException {
    running.add("2222");
    publisher.update();
    assertThat(qemu.open).isEmpty();

    assertThat(publisher.isDue()).isFalse();
    own.clear();
    assertThat(publisher.isDue()).isTrue();
    publisher.update();
    assertThat(qemu.open).as("since they do no longer").containsExactly("127.0.0.1:2222/tcp");
  }

  @Test
  void whatAContainerOnTheHostNetworkListensToIsThere() throws IOException {
    running.add("0");
    listening.add(new Listener(Protocol.TCP, Listener.Reach.OUTSIDE, 8099));
    listening.add(new Listener(Protocol.UDP, Listener.Reach.OUTSIDE, 53));
    listening.add(new Listener(Protocol.TCP, Listener.Reach.LOOPBACK, 9000));
    publisher.update();
    assertThat(qemu.open).as("of a container with a network of its own").isEmpty();

    mode = "host";
    publisher.update();
    assertThat(qemu.open).containsExactlyInAnyOrder("127.0.0.1:8099/tcp", "127.0.0.1:53/udp");
    assertThat(ssh.open).contains("127.0.0.1:9000/tcp");

    listening.clear();
    publisher.look();
    assertThat(qemu.open).isEmpty();
    assertThat(ssh.open).isEmpty();
  }

  @Test
  void aGuestThatCantBeAskedKeepsWhatItHadAndDoesntHoldUpOthers() throws IOException {
    mode = "host";
    running.add("0");
    listening.add(new Listener(Protocol.TCP, Listener.Reach.OUTSIDE, 8099));
    publisher.update();

    guestIsGone = true;
    running.add("8080");
    publisher.look();
    publisher.update();
    assertThat(qemu.open).containsExactlyInAnyOrder("127.0.0.1:8099/tcp", "127.0.0.1:8080/tcp");
    assertThat(log).filteredOn(line -> line.contains("gone")).hasSize(1);
  }
}
