package org.boot2docker.machine.ports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.boot2docker.machine.ports.PublishedPort.Protocol;

/**
 * Which ports of this host containers and services ask for.
 *
 * <p>{@code docker run -p 80:80} means every address of Docker's host. Here that is the virtual
 * machine; on this host it is 127.0.0.1 and ::1, so that nobody is served whom the user didn't
 * think of. Who writes {@code -p 0.0.0.0:80:80} gets every address of this host.
 */
final class ContainerPorts {
  private static final int HIGHEST = 65_535;

  private final SortedSet<PublishedPort> ports = new TreeSet<>(PublishedPort.ORDER);

  /** All that were added. */
  SortedSet<PublishedPort> all() {
    return ports;
  }

  /** Adds those of a running container, from Docker's answer to {@code /containers/ID/json}. */
  void addContainer(JsonNode container) {
    JsonNode asked = container.at("/HostConfig/PortBindings");
    for (Map.Entry<String, JsonNode> entry : container.at("/NetworkSettings/Ports").properties()) {
      List<String> addresses = new ArrayList<>();
      for (JsonNode binding : asked.path(entry.getKey())) {
        addresses.add(binding.path("HostIp").asText(""));
      }
      for (JsonNode actual : entry.getValue()) {
        add(entry.getKey(), actual.path("HostPort").asInt(), addresses, actual);
      }
    }
  }

  private void add(String key, int port, List<String> asked, JsonNode actual) {
    String protocol = key.substring(key.indexOf('/') + 1);
    String bound = actual.path("HostIp").asText("");
    if (isLoopback(bound)) {
      add(protocol, bound, port, true);
    } else if (asked.contains(bound) && bound.equals(PublishedPort.ANY)) {
      add(protocol, PublishedPort.ANY, port, false);
    } else if (asked.contains(bound) && bound.equals(PublishedPort.ANY_6)) {
      add(protocol, PublishedPort.ANY_6, port, false);
    } else {
      addLocal(protocol, port);
    }
  }

  private void addLocal(String protocol, int port) {
    add(protocol, PublishedPort.LOOPBACK, port, false);
    add(protocol, PublishedPort.LOOPBACK_6, port, false);
  }

  /** Adds what a container on the guest's own network listens to; nobody asked for an address. */
  void addListener(Listener listener) {
    String protocol = listener.protocol().toString();
    switch (listener.reach()) {
      case LOOPBACK -> add(protocol, PublishedPort.LOOPBACK, listener.port(), true);
      case LOOPBACK_6 -> add(protocol, PublishedPort.LOOPBACK_6, listener.port(), true);
      case OUTSIDE -> addLocal(protocol, listener.port());
    }
  }

  /**
   * Adds those of a service of a swarm, from an element of Docker's answer to {@code /services}.
   */
  void addService(JsonNode service) {
    for (JsonNode port : service.at("/Endpoint/Ports")) {
      // Those of mode host are the containers' own.
      if (port.path("PublishMode").asText("ingress").equals("ingress")) {
        addLocal(port.path("Protocol").asText(""), port.path("PublishedPort").asInt());
      }
    }
  }

  private void add(String protocol, String address, int port, boolean inner) {
    Optional<Protocol> known = protocol(protocol);
    boolean carried =
        known.isPresent() && (known.get() == Protocol.TCP || canBeUdp(address, inner));
    if (carried && port > 0 && port <= HIGHEST) {
      ports.add(new PublishedPort(known.get(), address, port, inner));
    }
  }

  /** QEMU forwards datagrams, from IPv4 addresses to the guest's address. */
  private static boolean canBeUdp(String address, boolean inner) {
    return !inner && address.indexOf(':') < 0;
  }

  /** None for SCTP, which QEMU's network doesn't carry. */
  private static Optional<Protocol> protocol(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "tcp" -> Optional.of(Protocol.TCP);
      case "udp" -> Optional.of(Protocol.UDP);
      default -> Optional.empty();
    };
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals(PublishedPort.LOOPBACK_6);
  }
}
