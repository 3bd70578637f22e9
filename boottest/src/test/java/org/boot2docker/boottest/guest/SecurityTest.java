package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the README says about security is what a running machine is like. */
@Order(34)
@ExtendWith(LabExtension.class)
class SecurityTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String LISTENING = "0A";

  /** The state of a UDP socket that takes packets from anybody. */
  private static final String UNCONNECTED = "07";

  /**
   * Linux gives clients ports from here on; whoever asks a name server has such a socket for as
   * long as the answer takes.
   */
  private static final int FIRST_OF_CLIENTS = 32768;

  @TempDir private Path directory;

  @Test
  void nothingListensButWhatTheReadmeLists(Guest guest) throws IOException {
    Set<String> listeners = new TreeSet<>();
    for (String version : new String[] {"", "6"}) {
      addPorts(listeners, guest, "tcp", version, LISTENING);
      addPorts(listeners, guest, "udp", version, UNCONNECTED);
    }

    assertThat(listeners).isEqualTo(ReadmeTable.firstColumn("port"));
  }

  /** Ports of the sockets in a state, from /proc/net, as proc(5) lays it out. */
  private static void addPorts(
      Set<String> to, Guest guest, String protocol, String version, String state)
      throws IOException {
    String table = guest.run("sed 1d /proc/net/" + protocol + version);
    for (String line : table.lines().toList()) {
      String[] fields = line.strip().split("\\s+");
      if (fields[3].equals(state)) {
        int port = Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16);
        boolean isNameLookup = protocol.equals("udp") && port >= FIRST_OF_CLIENTS;
        if (!isNameLookup) {
          to.add(port + "/" + protocol);
        }
      }
    }
  }

  @Test
  void noFileGivesMoreRightsButThoseThatTheReadmeLists(Guest guest) throws IOException {
    Set<String> files =
        new TreeSet<>(
            guest
                .run("sudo find / -xdev -type f -perm /6000 ! -path '/var/lib/docker/*'")
                .lines()
                .toList());
    String capable =
        guest.run(
            "sudo find / -xdev -type f ! -path '/var/lib/docker/*' -exec getfattr -n"
                + " security.capability {} + 2> /dev/null | sed -n '/^# file: /h;/^security.capability/{g;s/^# file: //p;}'");
    files.addAll(capable.lines().toList());

    assertThat(files).isEqualTo(ReadmeTable.firstColumn("file"));
  }

  @Test
  void kernelIsHardenedAsFarAsDockerAllows(Guest guest) throws IOException {
    String settings =
        guest.run(
            "cd /proc/sys; for f in kernel/kptr_restrict kernel/dmesg_restrict"
                + " kernel/yama/ptrace_scope net/core/bpf_jit_harden"
                + " dev/tty/ldisc_autoload fs/protected_fifos fs/protected_regular"
                + " fs/protected_hardlinks fs/protected_symlinks fs/suid_dumpable"
                + " net/ipv4/conf/eth0/rp_filter net/ipv4/conf/eth0/accept_redirects"
                + " net/ipv6/conf/eth0/accept_redirects; do echo $f=$(sudo cat $f); done");

    assertThat(settings.lines())
        .containsExactly(
            "kernel/kptr_restrict=1",
            "kernel/dmesg_restrict=1",
            "kernel/yama/ptrace_scope=1",
            "net/core/bpf_jit_harden=1",
            "dev/tty/ldisc_autoload=0",
            "fs/protected_fifos=1",
            "fs/protected_regular=1",
            "fs/protected_hardlinks=1",
            "fs/protected_symlinks=1",
            "fs/suid_dumpable=0",
            "net/ipv4/conf/eth0/rp_filter=2",
            "net/ipv4/conf/eth0/accept_redirects=0",
            "net/ipv6/conf/eth0/accept_redirects=0");
    // Without that file the kernel has no kexec at all.
    assertThat(guest.run("sudo cat /proc/sys/kernel/kexec_load_disabled || echo 1").strip())
        .isEqualTo("1");
  }

  @Test
  void sshServerHasModernAlgorithmsAndTheOneThatOldClientsNeed(Guest guest) throws IOException {
    String settings = guest.run("sudo /usr/sbin/sshd -T");

    assertThat(settings)
        .contains("kexalgorithms mlkem768x25519-sha256,", "permitrootlogin no", "usedns no");
    assertThat(line(settings, "pubkeyacceptedalgorithms"))
        .contains("ssh-ed25519")
        .endsWith("ssh-rsa");
    assertThat(line(settings, "hostkeyalgorithms")).contains("ssh-ed25519").endsWith("ssh-rsa");
    assertThat(line(settings, "ciphers")).doesNotContain("cbc", "arcfour");
    assertThat(line(settings, "kexalgorithms")).doesNotContain("sha1");
  }

  private static String line(String settings, String key) {
    return settings.lines().filter(line -> line.startsWith(key + " ")).findFirst().orElseThrow();
  }

  @Test
  void profileSwitchesThePasswordOffForWhoHasAKey(Guest guest) throws IOException {
    OpenSsh openSsh = OpenSsh.to(guest, directory);
    openSsh.ssh("true").succeeded();
    guest.run(
        "echo \"export SSH_PASSWORD='keys' # as everywhere\" | sudo tee /var/lib/boot2docker/profile");
    try {
      restartSshServer(guest);
      HostTool.Result refused = openSsh.ssh("true");

      assertThat(refused.exit()).isNotZero();
      assertThat(refused.err()).contains("Permission denied (publickey)");
      assertThat(guest.run("id -un")).as("by key").isEqualTo("docker\n");
    } finally {
      guest.run("sudo rm /var/lib/boot2docker/profile");
      restartSshServer(guest);
    }
    openSsh.ssh("true").succeeded();
  }

  private static void restartSshServer(Guest guest) throws IOException {
    String before = guest.run("cat /run/sshd.pid").strip();
    guest.run("sudo kill " + before);
    guest.await(
        SOON, "[ \"$(cat /run/sshd.pid)\" != " + before + " ] && netstat -tln", "0.0.0.0:22 ");
  }

  @Test
  void noLogHoldsAKeyOrAPassword(Guest guest) throws IOException {
    String found =
        guest.run(
            "sudo grep -rlE 'PRIVATE KEY|tcuser|AAAA(B3|C3|E2)' /var/log /var/lib/boot2docker/log"
                + " 2> /dev/null; sudo dmesg | grep -E 'PRIVATE KEY|AAAA(B3|C3|E2)' | head -n 1");

    assertThat(found).isEmpty();
  }
}
