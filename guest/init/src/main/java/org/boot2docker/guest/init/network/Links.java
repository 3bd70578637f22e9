package org.boot2docker.guest.init.network;

import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Net;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Brings wired interfaces up as soon as they appear, and asks their routers for a prefix.
 *
 * <p>Linux asks them too, but only when it has searched a second and more for duplicates of its
 * link-local address. Docker's certificate, and with it Docker, waits for that prefix.
 */
public final class Links {
  private static final String CLASS = "/sys/class/net/";

  /** Where nothing is plugged in Linux's own question has to do. In milliseconds. */
  private static final long PATIENCE = 3_000;

  private static final long LOOK_AGAIN = 20;

  private final Files files;
  private final Net net;
  private final Loop loop;
  private final Interfaces interfaces;

  /** Has brought up nothing yet. */
  public Links(Files files, Net net, Loop loop) {
    this.files = files;
    this.net = net;
    this.loop = loop;
    this.interfaces = new Interfaces(files);
  }

  /** Takes the interfaces that were there before anyone listened for them. */
  public void begin() {
    interfaces.wired().forEach(this::appeared);
  }

  /** Takes a wired interface. */
  public void appeared(String name) {
    if (Interfaces.up(net, name) >= 0) {
      solicitWhenReady(name, files.millis() + PATIENCE);
    }
  }

  private void solicitWhenReady(String name, long end) {
    // Asked for the carrier, Linux looks at once; else it may take it a second to see the link.
    Text.line(files, CLASS + name + "/carrier");
    if (Text.line(files, CLASS + name + "/operstate").equals("up")) {
      solicit(name);
    } else if (files.millis() < end) {
      loop.after(LOOK_AGAIN, () -> solicitWhenReady(name, end));
    }
  }

  private void solicit(String name) {
    String index = Text.line(files, CLASS + name + "/ifindex");
    boolean hasIpv6 = files.exists("/proc/sys/net/ipv6/conf/" + name);
    if (hasIpv6 && !index.isEmpty()) {
      net.sendToRouters(Integer.parseInt(index), RouterSolicitation.packet());
    }
  }
}
