package org.boot2docker.machine.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.machine.model.HostPort;
import org.boot2docker.machine.model.PortForward;
import org.boot2docker.machine.model.Protocol;

/** QEMU's own network, which needs no rights on the host and forwards ports of it. */
public final class UserNetwork {
  /** At which the guest reaches the host, by QEMU's choice, which connects to its loopback. */
  public static final String HOST = "10.0.2.2";

  /** How the value of {@code -netdev} begins. */
  public static final String START = "user,id=net0";

  /** A forwarded port in the value of {@code -netdev}. */
  private static final Pattern FORWARD =
      Pattern.compile(",hostfwd=(tcp|udp):([0-9.]+):(\\d+)-:(\\d+)");

  private static final int SSH = 22;

  private UserNetwork() {}

  /**
   * The value of {@code -netdev}; it begins with {@link #START}, and the guest sees none of it.
   *
   * @param sshPort of this host; 0 for a command line that is only to be compared with others
   */
  public static String of(int sshPort, List<PortForward> forwards) {
    StringBuilder user = new StringBuilder(START);
    user.append(",hostfwd=tcp:%s:%d-:%d".formatted(HostPort.LOOPBACK, sshPort, SSH));
    for (PortForward each : forwards) {
      user.append(",hostfwd=").append(rule(each));
    }
    return user.toString();
  }

  /** What a value of {@link #of} forwards besides SSH; nothing of other arguments. */
  public static List<PortForward> forwards(String argument) {
    List<PortForward> forwards = new ArrayList<>();
    Matcher matcher = FORWARD.matcher(argument.startsWith(START) ? argument : "");
    while (matcher.find()) {
      forwards.add(
          new PortForward(
              Protocol.named(matcher.group(1)).orElseThrow(),
              matcher.group(2),
              Integer.parseInt(matcher.group(3)),
              Integer.parseInt(matcher.group(4))));
    }
    // The first is that of SSH; the user may forward more to the same port.
    return forwards.stream().skip(1).toList();
  }

  /** What QEMU is told to begin a forward. */
  public static String rule(PortForward forward) {
    return "%s-:%d".formatted(listener(forward.host()), forward.guestPort());
  }

  /** What QEMU is told to end a forward. */
  public static String listener(HostPort port) {
    return "%s:%s:%d".formatted(port.protocol(), port.address(), port.port());
  }
}
