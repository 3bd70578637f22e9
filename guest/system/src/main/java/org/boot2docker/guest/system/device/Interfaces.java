package org.boot2docker.guest.system.device;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Net;
import org.boot2docker.guest.system.kernel.Text;

/** Network interfaces as /sys/class/net shows them. */
public final class Interfaces {
  /** The suffix of the files of {@link #madeMark}. */
  public static final String MADE = ".made";

  private static final String CLASS = "/sys/class/net";
  private static final String ETHERNET = "1";
  private static final long SIOCGIFFLAGS = 0x8913;
  private static final long SIOCSIFFLAGS = 0x8914;
  private static final long SIOCSIFMTU = 0x8922;
  private static final int VALUE_OFFSET = 16;
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
   * device behind it, which bridges, veth and the like don't have, and not a wireless one; or was
   * made of such by the user's settings.
   */
  public boolean isWired(String name) {
    String directory = CLASS + "/" + name;
    if (files.exists(madeMark(name))) {
      return files.exists(directory);
    }
    return Text.line(files, directory + "/type").equals(ETHERNET)
        && files.exists(directory + "/device")
        && !files.exists(directory + "/wireless")
        && !files.exists(directory + "/phy80211");
  }

  /** The file that is there before the user's settings make an interface of this name. */
  public static String madeMark(String name) {
    return GuestPaths.NETWORK + "/" + name + MADE;
  }

  /** Brings an interface up without an address, as the loopback interface needs. */
  public static int up(Net net, String name) {
    return flags(net, name, IFF_UP);
  }

  /** Takes an interface down, as Linux wants it of one that joins a bond. */
  public static int down(Net net, String name) {
    return flags(net, name, 0);
  }

  private static int flags(Net net, String name, int up) {
    int socket = net.interfaceSocket();
    if (socket < 0) {
      return socket;
    }
    byte[] request = request(name);
    int result = net.control(socket, SIOCGIFFLAGS, request);
    if (result >= 0) {
      request[VALUE_OFFSET] = (byte) (request[VALUE_OFFSET] & ~IFF_UP | up);
      result = net.control(socket, SIOCSIFFLAGS, request);
    }
    net.close(socket);
    return result;
  }

  /** Sets the length of the largest packet, in bytes. */
  public static int mtu(Net net, String name, int bytes) {
    int socket = net.interfaceSocket();
    if (socket < 0) {
      return socket;
    }
    byte[] request = request(name);
    LittleEndian.put32(request, VALUE_OFFSET, bytes);
    int result = net.control(socket, SIOCSIFMTU, request);
    net.close(socket);
    return result;
  }

  /** {@code struct ifreq} of netdevice(7): the name, and a value that is still to come. */
  private static byte[] request(String name) {
    byte[] request = new byte[REQUEST_BYTES];
    for (int i = 0; i < name.length(); i++) {
      request[i] = (byte) name.charAt(i);
    }
    return request;
  }
}
