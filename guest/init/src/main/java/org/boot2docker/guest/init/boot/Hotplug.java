package org.boot2docker.guest.init.boot;

import java.util.Optional;
import org.boot2docker.guest.init.folders.HostFolders;
import org.boot2docker.guest.init.network.Links;
import org.boot2docker.guest.init.service.Supervisor;
import org.boot2docker.guest.system.device.Interfaces;
import org.boot2docker.guest.system.device.PowerButton;
import org.boot2docker.guest.system.device.Uevent;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Kernel;

/** Passes the kernel's events about disks, folders, network cards and buttons on. */
final class Hotplug {
  private final Kernel kernel;
  private final Loop loop;
  private final Supervisor supervisor;
  private final Runnable whenDiskAppeared;
  private final HostFolders folders;
  private final DeviceNodes nodes;
  private final Runnable whenPowerPressed;
  private final Interfaces interfaces;
  private final Links links;
  private final PowerButton button;
  private final byte[] buffer = new byte[16384];

  Hotplug(
      Kernel kernel,
      Loop loop,
      Supervisor supervisor,
      Runnable whenDiskAppeared,
      HostFolders folders,
      DeviceNodes nodes,
      Runnable whenPowerPressed) {
    this.kernel = kernel;
    this.loop = loop;
    this.supervisor = supervisor;
    this.whenDiskAppeared = whenDiskAppeared;
    this.folders = folders;
    this.nodes = nodes;
    this.whenPowerPressed = whenPowerPressed;
    this.interfaces = new Interfaces(kernel);
    this.links = new Links(kernel, kernel, loop);
    this.button = new PowerButton(kernel);
  }

  /** Begins to listen, and takes what is there already. */
  void begin() {
    int socket = kernel.ueventSocket();
    loop.onReadable(socket, () -> read(socket));
    links.begin();
    for (String name : kernel.list("/dev/input")) {
      input("input/" + name);
    }
  }

  private void read(int socket) {
    int count = kernel.read(socket, buffer);
    while (count > 0) {
      Optional<Uevent> event = Uevent.parse(buffer, count);
      event.ifPresent(this::serve);
      count = kernel.read(socket, buffer);
    }
  }

  private void serve(Uevent event) {
    String name = event.value("INTERFACE");
    if (event.isAdd()) {
      nodes.appeared(event.value("DEVNAME"));
    }
    if (event.isAbout("net") && event.isAdd() && interfaces.isWired(name)) {
      links.appeared(name);
      supervisor.interfaceAppeared(name);
    } else if (event.isAbout("net") && event.value("ACTION").equals("remove")) {
      supervisor.interfaceGone(name);
    } else if (event.isAbout("block") && event.isAdd()) {
      whenDiskAppeared.run();
    } else if (event.isAbout("virtio") || event.isAbout("module")) {
      folders.serve(event);
    } else if (event.isAbout("input") && event.isAdd()) {
      input(event.value("DEVNAME"));
    }
  }

  private void input(String device) {
    if (!device.startsWith("input/event")) {
      return;
    }
    int fd = button.open("/dev/" + device);
    if (fd >= 0) {
      loop.onReadable(fd, () -> readButton(fd));
    }
  }

  private void readButton(int fd) {
    switch (button.read(fd)) {
      case PRESSED -> whenPowerPressed.run();
      case GONE -> loop.close(fd);
      case NOTHING -> {
        // Another key, or the power key's release.
      }
    }
  }
}
