package org.boot2docker.machine.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.Protocol;
import org.junit.jupiter.api.Test;

/** Which addresses of this host a published port gets; the answers are those of Docker 28. */
class ContainerPortsTest {
  private static List<String> container(String asked, String actual) throws IOException {
    ContainerPorts ports = new ContainerPorts();
    ports.addContainer(
        Json.parse(
            """
            {"HostConfig":{"PortBindings":{"80/tcp":[%s]}},
             "NetworkSettings":{"Ports":{"80/tcp":[%s],"81/tcp":null}}}
            """
                .formatted(asked, actual)));
    return texts(ports, port -> true);
  }

  private static String binding(String address, String port) {
    return "{\"HostIp\":\"%s\",\"HostPort\":\"%s\"}".formatted(address, port);
  }

  @Test
  void aPortWithoutAnAddressIsForThisHostOnly() throws IOException {
    String everywhere = binding("0.0.0.0", "8080") + "," + binding("::", "8080");
    assertThat(container(binding("", "8080"), everywhere))
        .containsExactly("127.0.0.1:8080/tcp", "[::1]:8080/tcp");
  }

  @Test
  void aPortThatDockerChoseIsThatPort() throws IOException {
    String everywhere = binding("0.0.0.0", "32768") + "," + binding("::", "32768");
    assertThat(container(binding("", ""), everywhere))
        .containsExactly("127.0.0.1:32768/tcp", "[::1]:32768/tcp");
  }

  @Test
  void everyAddressIsForThoseWhoAskForIt() throws IOException {
    assertThat(container(binding("0.0.0.0", "8080"), binding("0.0.0.0", "8080")))
        .containsExactly("0.0.0.0:8080/tcp");
  }

  @Test
  void onePortForEverybodyOpensNoOtherPortOfItsContainer() throws IOException {
    String asked = binding("", "8080") + "," + binding("0.0.0.0", "8081");
    String actual = binding("0.0.0.0", "8080") + "," + binding("0.0.0.0", "8081");
    assertThat(container(asked, actual))
        .containsExactlyInAnyOrder("127.0.0.1:8080/tcp", "[::1]:8080/tcp", "0.0.0.0:8081/tcp");
  }

  @Test
  void aPortOfARangeHasTheRangesAddress() throws IOException {
    String asked = binding("0.0.0.0", "9000-9010") + "," + binding("", "8000-8010");
    String actual = binding("0.0.0.0", "9001") + "," + binding("0.0.0.0", "8001");
    assertThat(container(asked, actual))
        .containsExactlyInAnyOrder("0.0.0.0:9001/tcp", "127.0.0.1:8001/tcp", "[::1]:8001/tcp");
  }

  @Test
  void wherePortsWereChosenByDockerNobodyElseIsServed() throws IOException {
    String asked = binding("", "") + "," + binding("0.0.0.0", "");
    assertThat(container(asked, binding("0.0.0.0", "32768")))
        .containsExactly("127.0.0.1:32768/tcp", "[::1]:32768/tcp");
  }

  @Test
  void anAddressThatWasAskedForIsKeptBesidePortsThatDockerChooses() throws IOException {
    String both = binding("", "") + "," + binding("0.0.0.0", "9000");
    assertThat(container(both, binding("0.0.0.0", "9000"))).containsExactly("0.0.0.0:9000/tcp");
    assertThat(container(binding("0.0.0.0", "0"), binding("0.0.0.0", "32768")))
        .containsExactly("0.0.0.0:32768/tcp");
  }

  @Test
  void loopbackOfTheGuestIsLoopbackOfThisHost() throws IOException {
    assertThat(container(binding("127.0.0.1", "8080"), binding("127.0.0.1", "8080")))
        .containsExactly("127.0.0.1:8080/tcp");
  }

  @Test
  void anAddressOfTheGuestIsReachedByLoopback() throws IOException {
    assertThat(container(binding("10.0.2.15", "8080"), binding("10.0.2.15", "8080")))
        .contains("127.0.0.1:8080/tcp");
  }

  @Test
  void aServiceOfASwarmHasItsIngressPorts() throws IOException {
    ContainerPorts ports = new ContainerPorts();
    ports.addService(
        Json.parse(
            """
            {"Endpoint":{"Ports":[
              {"Protocol":"tcp","PublishedPort":8080,"PublishMode":"ingress"},
              {"Protocol":"udp","PublishedPort":5300,"PublishMode":"ingress"},
              {"Protocol":"sctp","PublishedPort":3868,"PublishMode":"ingress"},
              {"Protocol":"tcp","PublishedPort":8081,"PublishMode":"host"}]}}
            """));
    assertThat(carried(ports))
        .containsExactly("127.0.0.1:5300/udp", "127.0.0.1:8080/tcp", "[::1]:8080/tcp");
    assertThat(uncarried(ports))
        .containsExactly("127.0.0.1:3868/sctp", "[::1]:3868/sctp", "[::1]:5300/udp");
  }

  @Test
  void whatNothingCarriesIsKnownWithItsReason() throws IOException {
    ContainerPorts ports = new ContainerPorts();
    ports.addContainer(
        Json.parse(
            """
            {"HostConfig":{"PortBindings":{"53/udp":[%1$s,%2$s],"54/udp":[%3$s],"55/sctp":[%4$s]}},
             "NetworkSettings":{"Ports":{"53/udp":[%1$s,%2$s],"54/udp":[%3$s],"55/sctp":[%4$s]}}}
            """
                .formatted(
                    binding("::", "53"),
                    binding("::1", "53"),
                    binding("127.0.0.1", "54"),
                    binding("0.0.0.0", "55"))));
    assertThat(carried(ports)).isEmpty();
    assertThat(uncarried(ports))
        .containsExactly("[::]:53/udp", "[::1]:53/udp", "127.0.0.1:54/udp", "0.0.0.0:55/sctp");
  }

  /** As of a server of names, which listens on each address by itself. */
  @Test
  void onePortOfThisHostLeadsToTheGuestsOwnAddressRatherThanToItsLoopback() {
    ContainerPorts ports = new ContainerPorts();
    ports.addListener(new Listener(Protocol.UDP, Listener.Reach.LOOPBACK, 53));
    ports.addListener(new Listener(Protocol.UDP, Listener.Reach.OUTSIDE, 53));
    assertThat(ports.all().keySet())
        .filteredOn(port -> !port.isIpv6())
        .containsExactly(new PublishedPort(Protocol.UDP, "127.0.0.1", 53, false));
  }

  private static List<String> carried(ContainerPorts ports) {
    return texts(ports, port -> port.obstacle().isEmpty());
  }

  private static List<String> uncarried(ContainerPorts ports) {
    return texts(ports, port -> port.obstacle().isPresent());
  }

  private static List<String> texts(ContainerPorts ports, Predicate<PublishedPort> which) {
    return ports.all().keySet().stream().filter(which).map(PublishedPort::toString).toList();
  }

  @Test
  void itIsKnownWhereAPortLeads() throws IOException {
    ContainerPorts ports = new ContainerPorts();
    String bound = binding("127.0.0.1", "8080");
    ports.addContainer(
        Json.parse(
            """
            {"Name":"/web","HostConfig":{"PortBindings":{"80/tcp":[%1$s]}},
             "NetworkSettings":{"Ports":{"80/tcp":[%1$s]}}}
            """
                .formatted(bound)));
    ports.addService(
        Json.parse(
            """
            {"Spec":{"Name":"dns"},"Endpoint":{"Ports":[
              {"Protocol":"udp","TargetPort":53,"PublishedPort":5300}]}}
            """));
    assertThat(ports.all().values()).containsExactly("dns:53/udp", "dns:53/udp", "web:80/tcp");
  }

  @Test
  void answersWithoutPortsAskForNone() throws IOException {
    ContainerPorts ports = new ContainerPorts();
    ports.addContainer(Json.parse("{}"));
    ports.addService(Json.parse("{\"Endpoint\":{}}"));
    assertThat(ports.all()).isEmpty();
  }
}
