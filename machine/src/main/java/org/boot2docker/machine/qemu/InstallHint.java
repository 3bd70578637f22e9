package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.contract.Architecture;

/** The one command that installs QEMU on an operating system. */
final class InstallHint {
  private static final Path OS_RELEASE = Path.of("/etc/os-release");

  private InstallHint() {}

  /** For the system that this runs on. */
  static String forThisSystem(Architecture architecture) {
    String system = System.getProperty("os.name", "");
    String release = "";
    try {
      release = Files.exists(OS_RELEASE) ? Files.readString(OS_RELEASE) : "";
    } catch (IOException e) {
      // Only the wording of a hint depends on it.
      release = "";
    }
    return of(system, parse(release), architecture);
  }

  /** For a system by its {@code os.name} and the fields of its os-release file. */
  static String of(String system, Map<String, String> release, Architecture architecture) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return "brew install qemu";
    }
    if (name.startsWith("windows")) {
      return "winget install SoftwareFreedomConservancy.QEMU";
    }
    QemuTarget.Packages packages = QemuTarget.of(architecture).packages();
    String family = release.getOrDefault("ID", "") + " " + release.getOrDefault("ID_LIKE", "");
    if (family.contains("fedora") || family.contains("rhel")) {
      return "sudo dnf install " + packages.fedora();
    }
    if (family.contains("arch")) {
      return "sudo pacman -S " + packages.arch();
    }
    if (family.contains("suse")) {
      return "sudo zypper install " + packages.suse();
    }
    if (family.contains("alpine")) {
      return "doas apk add " + packages.alpine();
    }
    // Debian 12's own QEMU 7.2 crashes guests where there is no KVM; its backports have 10.0.
    boolean old = release.getOrDefault("VERSION_CODENAME", "").equals("bookworm");
    return "sudo apt-get install " + (old ? "-t bookworm-backports " : "") + packages.debian();
  }

  /** Reads os-release(5): {@code NAME=value} lines, the value perhaps quoted. */
  static Map<String, String> parse(String osRelease) {
    Map<String, String> fields = new TreeMap<>();
    for (String line : osRelease.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(
            line.substring(0, equals).strip(),
            line.substring(equals + 1).strip().replace("\"", ""));
      }
    }
    return fields;
  }
}
