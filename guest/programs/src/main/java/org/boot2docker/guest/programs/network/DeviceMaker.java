package org.boot2docker.guest.programs.network;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.programs.network.NetworkPlan.Planned;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.network.LinkMessage;
import org.boot2docker.guest.system.network.RouteSocket;

/**
 * Makes interfaces out of one that is there.
 *
 * <p>Linux tells init of each, which then runs this program for it too, as for a card.
 */
final class DeviceMaker {
  private static final int CARRIER_INTERVAL = 100;
  private static final String CLASS = "/sys/class/net/";

  private final Kernel kernel;
  private final Surroundings surroundings;
  private final Log log;
  private final String part;

  /** For an interface that others are made of. */
  DeviceMaker(Kernel kernel, Surroundings surroundings, String part) {
    this.kernel = kernel;
    this.surroundings = surroundings;
    this.log = new Log(kernel);
    this.part = part;
  }

  /** Makes this one, unless another of its parts has, and has the interface join it. */
  void make(Planned card) {
    Text.write(kernel, Interfaces.madeMark(card.name()), "", 0644);
    card.device().ifPresent(device -> make(card.name(), device));
  }

  /** Takes it out of what the settings before these had it join. */
  void leaveOthers() {
    String master = Text.line(kernel, CLASS + part + "/master/ifindex");
    boolean ours =
        !master.isEmpty()
            && kernel.list(GuestPaths.NETWORK).stream()
                .filter(file -> file.endsWith(Interfaces.MADE))
                .map(file -> file.substring(0, file.length() - Interfaces.MADE.length()))
                .anyMatch(made -> index(made) == Integer.parseInt(master));
    if (ours) {
      RouteSocket socket = new RouteSocket(kernel, surroundings.addressSocket());
      int left = socket.request(LinkMessage.join(index(part), 0));
      log.check(left, "taking " + part + " out of what it was a part of");
      socket.close();
    }
  }

  private void make(String name, Device device) {
    RouteSocket socket = new RouteSocket(kernel, surroundings.addressSocket());
    int made = socket.request(message(name, device));
    boolean there = made == -Linux.EEXIST || log.check(made, "making the interface " + name);
    if (made == -Linux.EEXIST) {
      checkSame(name, device);
    }
    if (there && device.isMaster() && !isPartOf(name)) {
      if (device instanceof Device.Bond) {
        // Linux takes no other into a bond; it brings it up itself.
        Interfaces.down(kernel, part);
      }
      int joined = socket.request(LinkMessage.join(index(part), index(name)));
      log.check(joined, "making " + part + " a part of " + name);
    }
    socket.close();
  }

  /** Linux takes one that is a part already for joined, and leaves it down. */
  private boolean isPartOf(String name) {
    int master = index(part + "/master");
    return master != 0 && master == index(name);
  }

  /** Linux changes neither while the interface is there. */
  private void checkSame(String name, Device device) {
    String former = "";
    if (device instanceof Device.Vlan vlan) {
      String made = Text.read(kernel, "/proc/net/vlan/" + name).orElse("");
      former = made.isEmpty() || made.contains("VID: " + vlan.id() + "\t") ? "" : "number";
    } else if (device instanceof Device.Bond bond) {
      String made = Text.line(kernel, CLASS + name + "/bonding/mode");
      former = made.isEmpty() || made.endsWith(" " + bond.mode()) ? "" : "mode";
    }
    if (!former.isEmpty()) {
      log.error(name + " keeps its former " + former + ": reboot to change it");
    }
  }

  private byte[] message(String name, Device device) {
    if (device instanceof Device.Vlan vlan) {
      return LinkMessage.vlan(name, index(vlan.parent()), vlan.id());
    }
    if (device instanceof Device.Bond bond) {
      return LinkMessage.bond(name, bond.mode(), CARRIER_INTERVAL);
    }
    return LinkMessage.bridge(name);
  }

  private int index(String name) {
    String number = Text.line(kernel, CLASS + name + "/ifindex");
    return number.isEmpty() ? 0 : Integer.parseInt(number);
  }
}
