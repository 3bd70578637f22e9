package org.boot2docker.guest.init.service;

import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.resolver.ResolverFiles;

/** What servers said on an interface, which nobody is to be asked for by any more. */
record GoneInterface(Files files, String name) {
  /** Behind the interface's name: of DHCP or the settings, of DHCPv6, of routers. */
  private static final List<String> SOURCES = List.of("", ".dhcp6", ".router");

  /** Name servers, time servers, and notes of what the interface had. */
  void forget() {
    for (String source : SOURCES) {
      new ResolverFiles(files).remove(name + source);
      files.unlink(GuestPaths.NETWORK + "/" + name + source + ".ntp");
      files.unlink(GuestPaths.NETWORK + "/" + name + source + ".given");
    }
  }
}
