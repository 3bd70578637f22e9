package org.boot2docker.boottest.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.elf.ElfInfo;
import org.boot2docker.formats.elf.ElfReader;
import org.boot2docker.formats.tree.Content;

/** The files of a container for a guest: busybox, and what that needs. */
final class Userland {
  private static final Path STATIC = Path.of("/bin/busybox");

  private final Guest guest;

  Userland(Guest guest) {
    this.guest = guest;
  }

  Architecture architecture() {
    return guest.architecture();
  }

  /** Contents by path; the program is {@code bin/busybox}. */
  Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    if (architecture() == Architecture.host()) {
      files.put("bin/busybox", Files.readAllBytes(STATIC));
      return files;
    }
    byte[] program = read("/usr/bin/busybox");
    files.put("bin/busybox", program);
    ElfInfo elf = ElfReader.read(Content.of(program)).orElseThrow();
    String loader = elf.interpreter().orElseThrow();
    files.put(loader.substring(1), read(loader));
    for (String library : elf.needed()) {
      String path = "usr/lib/" + architecture().multiarch() + "/" + library;
      files.put("lib/" + architecture().multiarch() + "/" + library, read("/" + path));
    }
    return files;
  }

  private byte[] read(String path) throws IOException {
    return Base64.getMimeDecoder().decode(guest.run("base64 " + path));
  }
}
