package org.boot2docker.guest.init.boot;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/** Kernel settings that Docker and its containers need, and directories that daemons expect. */
final class Settings {
  private record Setting(String path, String value) {
    /** The same of one interface. */
    Setting of(String name) {
      return new Setting(path.replace("/default/", "/" + name + "/"), value);
    }
  }

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("net/ipv4/ip_forward", "1"),
          // Router advertisements count although we forward.
          new Setting("net/ipv6/conf/all/accept_ra", "2"),
          new Setting("net/ipv6/conf/default/accept_ra", "2"),
          // Routers are asked at once: their prefix is wanted for Docker's certificate.
          new Setting("net/ipv6/conf/default/router_solicitation_delay", "0"),
          new Setting("fs/inotify/max_user_instances", "1024"),
          new Setting("fs/inotify/max_user_watches", "524288"),
          new Setting("vm/max_map_count", "262144"),
          new Setting("kernel/panic", "10"),
          // What containers and the user docker have no use for, and attackers do.
          new Setting("kernel/kptr_restrict", "1"),
          new Setting("kernel/yama/ptrace_scope", "1"),
          new Setting("kernel/kexec_load_disabled", "1"),
          new Setting("net/core/bpf_jit_harden", "1"),
          new Setting("dev/tty/ldisc_autoload", "0"),
          new Setting("fs/protected_fifos", "1"),
          new Setting("fs/protected_regular", "1"),
          // Routes come from DHCP and router advertisements only; a strict filter of source
          // addresses would break containers on several networks.
          new Setting("net/ipv4/conf/default/rp_filter", "2"),
          new Setting("net/ipv4/conf/all/accept_redirects", "0"),
          new Setting("net/ipv4/conf/default/accept_redirects", "0"),
          new Setting("net/ipv4/conf/all/send_redirects", "0"),
          new Setting("net/ipv4/conf/default/send_redirects", "0"),
          new Setting("net/ipv6/conf/all/accept_redirects", "0"),
          new Setting("net/ipv6/conf/default/accept_redirects", "0"));

  private static final String DEFAULT = "net/ipv6/conf/default/";

  /** Levels of printk below which a message reaches the console: errors, everything. */
  private static final int ERRORS = 4;

  private static final int ALL_MESSAGES = 8;

  private static final String GROUPS = "/sys/fs/cgroup";
  private static final List<String> DIRECTORIES =
      List.of(
          GuestPaths.RUN,
          GuestPaths.SERVICE_STATE,
          GuestPaths.NETWORK,
          "/run/lock",
          "/run/containerd",
          "/run/sshd",
          "/var/log",
          "/var/lib",
          "/mnt");

  private final Kernel kernel;
  private final Log log;

  Settings(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
  }

  void makeDirectories() {
    DIRECTORIES.forEach(directory -> kernel.makeDirectory(directory, 0755));
  }

  /** Has errors shown on the console, which the image's kernel parameters keep quiet. */
  void consoleLevel() {
    CommandLine commandLine = new CommandLine(Text.line(kernel, "/proc/cmdline"));
    kernel.consoleLevel(commandLine.has("debug") ? ALL_MESSAGES : ERRORS);
  }

  void apply() {
    kernel.makeDirectory(GROUPS + "/services", 0755);
    Text.poke(kernel, GROUPS + "/cgroup.subtree_control", "+memory +pids");
    Text.poke(kernel, GROUPS + "/services/cgroup.subtree_control", "+memory +pids");
    for (Setting setting : SETTINGS) {
      apply(setting);
      if (setting.path().startsWith(DEFAULT)) {
        presentInterfaces().forEach(name -> apply(setting.of(name)));
      }
    }
  }

  /** Those whose drivers are built in: what they have of IPv6 no longer follows the default. */
  private List<String> presentInterfaces() {
    List<String> names = new ArrayList<>(kernel.list("/proc/sys/net/ipv6/conf"));
    names.removeAll(List.of("all", "default"));
    return names;
  }

  private void apply(Setting setting) {
    int result = Text.poke(kernel, "/proc/sys/" + setting.path(), setting.value());
    if (result < 0) {
      log.info("setting " + setting.path() + " failed: error " + -result);
    }
  }
}
