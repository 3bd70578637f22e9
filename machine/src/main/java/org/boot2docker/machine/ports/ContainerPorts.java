package org.boot2docker.machine.ports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.Protocol;

/**
 * Which ports of this host containers and services ask for.
 *
 * <p>{@code docker run -p 80:80} means every address of Docker's host. Here that is the virtual
 * machine; on this host it is 127.0.0.1 and ::1, so that nobody is served whom the user didn't
 * think of. Who writes {@code -p 0.0.0.0:80:80} gets every address of this host.
 */
final class ContainerPorts {
  private static final int HIGHEST = 65_535;

  private final SortedMap<PublishedPort, String> ports = new TreeMap<>(PublishedPort.ORDER);

  /**
   * All that were added, and where each leads, as in {@code web:80/tcp}; empty where unknown. One
   * port of this host leads to one place: to the guest's address rather than to its loopback.
   */
  SortedMap<PublishedPort, String> all() {
    SortedMap<PublishedPort, String> all = new TreeMap<>(ports);
    all.keySet().removeIf(port -> port.inner() && ports.containsKey(port.outer()));
    return all;
  }

  /** Adds those of a running container, from Docker's answer to {@code /containers/ID/json}. */
  void addContainer(JsonNode container) {
    JsonNode asked = container.at("/HostConfig/PortBindings");
    String name = container.path("Name").asText("").replaceFirst("^/", "");
    for (Map.Entry<String, JsonNode> entry : container.at("/NetworkSettings/Ports").properties()) {
      JsonNode bindings = asked.path(entry.getKey());
      for (JsonNode actual : entry.getValue()) {
        String target = name.isEmpty() ? "" : name + ":" + entry.getKey();
        add(entry.getKey(), actual, addresses(bindings, actual.path("HostPort").asInt()), target);
      }
    }
  }

  /** With which a port was asked for; none where it was, perhaps, asked for without any. */
  private static List<String> addresses(JsonNode bindings, int port) {
    List<String> exact = addresses(bindings, asked -> asked.equals(Integer.toString(port)));
    if (!exact.isEmpty()) {
      return exact.contains("") ? List.of() : exact;
    }
    List<String> any = addresses(bindings, asked -> isChoice(port, asked));
    return any.contains("") ? List.of() : any;
  }

  private static List<String> addresses(JsonNode bindings, Predicate<String> port) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode binding : bindings) {
      if (port.test(binding.path("HostPort").asText(""))) {
        addresses.add(binding.path("HostIp").asText(""));
      }
    }
    return addresses;
  }

  /**
   * Whether Docker may have chosen a port.
   *
   * @param asked a range of which Docker takes one, or nothing or 0 for any
   */
  private static boolean isChoice(int port, String asked) {
    int dash = asked.indexOf('-');
    if (!asked.matches("\\d{1,5}-\\d{1,5}")) {
      return asked.isEmpty() || asked.equals("0");
    }
    return port >= Integer.parseInt(asked.substring(0, dash))
        && port <= Integer.parseInt(asked.substring(dash + 1));
  }

  private void add(String key, JsonNode actual, List<String> asked, String target) {
    String protocol = key.substring(key.indexOf('/') + 1);
    int port = actual.path("HostPort").asInt();
    String bound = actual.path("HostIp").asText("");
    if (isLoopback(bound)) {
      add(protocol, bound, port, true, target);
    } else if (asked.contains(bound) && bound.equals(HostPort.ANY)) {
      add(protocol, HostPort.ANY, port, false, target);
    } else if (asked.contains(bound) && bound.equals(PublishedPort.ANY_6)) {
      add(protocol, PublishedPort.ANY_6, port, false, target);
    } else {
      addLocal(protocol, port, target);
    }
  }

  private void addLocal(String protocol, int port, String target) {
    add(protocol, HostPort.LOOPBACK, port, false, target);
    add(protocol, PublishedPort.LOOPBACK_6, port, false, target);
  }

  /** Adds what a container on the guest's own network listens to; nobody asked for an address. */
  void addListener(Listener listener) {
    String protocol = listener.protocol().toString();
    switch (listener.reach()) {
      case LOOPBACK -> add(protocol, HostPort.LOOPBACK, listener.port(), true, "");
      case LOOPBACK_6 -> add(protocol, PublishedPort.LOOPBACK_6, listener.port(), true, "");
      case OUTSIDE -> addLocal(protocol, listener.port(), "");
    }
  }

  /**
   * Adds those of a service of a swarm, from an element of Docker's answer to {@code /services}.
   */
  void addService(JsonNode service) {
    for (JsonNode port : service.at("/Endpoint/Ports")) {
      // Those of mode host are the containers' own.
      if (port.path("PublishMode").asText("ingress").equals("ingress")) {
        String protocol = port.path("Protocol").asText("");
        String target =
            "%s:%s/%s"
                .formatted(
                    service.at("/Spec/Name").asText(""),
                    port.path("TargetPort").asText(""),
                    protocol);
        addLocal(protocol, port.path("PublishedPort").asInt(), target);
      }
    }
  }

  private void add(String protocol, String address, int port, boolean inner, String target) {
    Optional<Protocol> known = Protocol.named(protocol);
    if (known.isPresent() && port > 0 && port <= HIGHEST) {
      ports.put(new PublishedPort(known.get(), address, port, inner), target);
    }
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals(PublishedPort.LOOPBACK_6);
  }
}
