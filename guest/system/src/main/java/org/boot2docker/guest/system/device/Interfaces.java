package org.boot2docker.guest.system.device;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Net;
import org.boot2docker.guest.system.kernel.Text;

/** Network interfaces as /sys/class/net shows them. */
public final class Interfaces {
  private static final String CLASS = "/sys/class/net";
  private static final String ETHERNET = "1";
  private static final long SIOCGIFFLAGS = 0x8913;
  private static final long SIOCSIFFLAGS = 0x8914;
  private static final int FLAGS_OFFSET = 16;
  private static final int REQUEST_BYTES = 40;
  private static final int IFF_UP = 1;

  private final Files files;

  /** Looks into these files. */
  public Interfaces(Files files) {
    this.files = files;
  }

  /** The names of all wired interfaces, sorted. */
  public List<String> wired() {
    List<String> names = new ArrayList<>(files.list(CLASS));
    names.removeIf(name -> !isWired(name));
    names.sort(String::compareTo);
    return names;
  }

  /**
   * Whether an interface is a wired network card, of whatever make: Ethernet (ARPHRD_ETHER) with a
   * device behind it, which bridges, veth and the like don't have, and not a wireless one.
   */
  public boolean isWired(String name) {
    String directory = CLASS + "/" + name;
    return Text.line(files, directory + "/type").equals(ETHERNET)
        && files.exists(directory + "/device")
        && !files.exists(directory + "/wireless")
        && !files.exists(directory + "/phy80211");
  }

  /** Brings an interface up without an address, as the loopback interface needs. */
  public static int up(Net net, String name) {
    int socket = net.interfaceSocket();
    if (socket < 0) {
      return socket;
    }
    byte[] request = new byte[REQUEST_BYTES];
    for (int i = 0; i < name.length(); i++) {
      request[i] = (byte) name.charAt(i);
    }
    int result = net.control(socket, SIOCGIFFLAGS, request);
    if (result >= 0) {
      request[FLAGS_OFFSET] |= IFF_UP;
      result = net.control(socket, SIOCSIFFLAGS, request);
    }
    net.close(socket);
    return result;
  }
}
