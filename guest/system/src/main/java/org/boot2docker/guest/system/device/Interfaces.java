package org.boot2docker.guest.system.device;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.kernel.Kernel;
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

  private final Kernel kernel;

  /** Looks through this kernel. */
  public Interfaces(Kernel kernel) {
    this.kernel = kernel;
  }

  /** The names of all wired interfaces, sorted. */
  public List<String> wired() {
    List<String> names = new ArrayList<>(kernel.list(CLASS));
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
    return Text.line(kernel, directory + "/type").equals(ETHERNET)
        && kernel.exists(directory + "/device")
        && !kernel.exists(directory + "/wireless")
        && !kernel.exists(directory + "/phy80211");
  }

  /** Brings an interface up without an address, as the loopback interface needs. */
  public int up(String name) {
    int socket = kernel.interfaceSocket();
    if (socket < 0) {
      return socket;
    }
    byte[] request = new byte[REQUEST_BYTES];
    for (int i = 0; i < name.length(); i++) {
      request[i] = (byte) name.charAt(i);
    }
    int result = kernel.control(socket, SIOCGIFFLAGS, request);
    if (result >= 0) {
      request[FLAGS_OFFSET] |= IFF_UP;
      result = kernel.control(socket, SIOCSIFFLAGS, request);
    }
    kernel.close(socket);
    return result;
  }
}
