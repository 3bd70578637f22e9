package org.boot2docker.machine.qemu;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.machine.model.PortForward;

/** QEMU's own network, which needs no rights on the host and forwards ports of it. */
public final class UserNetwork {
  /** At which the guest reaches the host, by QEMU's choice, which connects to its loopback. */
  public static final String HOST = "10.0.2.2";

  /** How the value of {@code -netdev} begins. */
  public static final String START = "user,id=net0";

  /** A forwarded port in the value of {@code -netdev}. */
  private static final Pattern FORWARD =
      Pattern.compile(",hostfwd=tcp:127\\.0\\.0\\.1:(\\d+)-:(\\d+)");

  private static final int SSH = 22;

  private UserNetwork() {}

  /** The value of {@code -netdev}; it begins with {@link #START}, and the guest sees none of it. */
  public static String of(int sshPort, List<PortForward> forwards) {
    StringBuilder user = new StringBuilder(START).append(forward(sshPort, SSH));
    for (PortForward each : forwards) {
      user.append(forward(each.hostPort(), each.guestPort()));
    }
    return user.toString();
  }

  /** What a value of {@link #of} forwards besides SSH; nothing of other arguments. */
  public static List<PortForward> forwards(String argument) {
    List<PortForward> forwards = new ArrayList<>();
    Matcher matcher = FORWARD.matcher(argument.startsWith(START) ? argument : "");
    while (matcher.find()) {
      forwards.add(
          new PortForward(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
    forwards.removeIf(each -> each.guestPort() == SSH);
    return forwards;
  }

  private static String forward(int hostPort, int guestPort) {
    return ",hostfwd=tcp:127.0.0.1:%d-:%d".formatted(hostPort, guestPort);
  }
}
