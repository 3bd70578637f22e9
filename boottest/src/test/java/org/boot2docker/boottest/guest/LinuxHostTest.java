package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.contract.Architecture;
import org.boot2docker.machine.ssh.ExecResult;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What containers and their users take for granted on a Linux host. A kernel from source has fewer
 * modules than Debian's: docs/kernel.md lists what it lacks.
 */
@Order(36)
@ExtendWith(LabExtension.class)
class LinuxHostTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String RUN = "docker run --rm ";
  private static final String SH = " " + BusyboxImage.NAME + " sh -c ";

  @TempDir private Path directory;

  private void loadImage(Guest guest) throws IOException {
    if (guest.exec("docker image inspect " + BusyboxImage.NAME).exit() != 0) {
      BusyboxImage.load(guest, directory);
    }
  }

  private static int fails(Guest guest, String command, String message) throws IOException {
    ExecResult result = guest.exec(command);
    assertThat(result.out() + result.err()).as(command).contains(message);
    return result.exit();
  }

  @Test
  void databasesMayOpenTheirFilesInContainers(Guest guest) throws IOException {
    loadImage(guest);

    String said =
        guest.run(RUN + SH + "'ulimit -Sn; ulimit -Hn; ulimit -u; ulimit -n 65535; ulimit -n'");

    assertThat(said).isEqualTo("1024\n524288\nunlimited\n65535\n");
    assertThat(guest.run(RUN + SH + "'ulimit -l'")).as("locked memory, in KiB").isEqualTo("8192\n");
    assertThat(guest.run(RUN + "--ulimit memlock=-1:-1" + SH + "'ulimit -l'"))
        .as("as Elasticsearch's manual has it")
        .isEqualTo("unlimited\n");
  }

  @Test
  void whatComesAfterDockerIsLoadedAndMounted(Guest guest) throws IOException {
    for (String service : List.of("later-modules", "later-mounts")) {
      guest.await(SOON, "sudo service " + service + " status", "ended with exit status 0");
    }
  }

  @Test
  @Tag("nightly")
  void aSwarmOfOneServesByIngressAndHostPorts(Guest guest) throws IOException {
    loadImage(guest);
    guest.run("docker swarm init --advertise-addr 10.0.2.15");
    String serve = BusyboxImage.NAME + " httpd -f -p 8080 -h /www";
    guest.run(
        "docker service create -d --name web --no-resolve-image --publish 8085:8080"
            + " --publish 5385:5300/udp --publish 3868:3868/sctp"
            + " --publish mode=host,published=8086,target=8080 "
            + serve);
    for (int port : List.of(8085, 8086)) {
      guest.await(
          SOON, "wget -q -T 10 -O - http://10.0.2.15:" + port + "/", "served by a container");
    }
    assertThat(guest.run("docker service inspect -f '{{.Endpoint.Ports}}' web"))
        .contains("udp", "sctp");
    guest.run("docker swarm leave --force");
    guest.await(SOON, "docker ps -q | wc -l", "0");
  }

  @Test
  void dockerAndContainerdHaveTheLimitsOfTheirOwnUnits(Guest guest) throws IOException {
    for (String program : List.of("dockerd", "containerd")) {
      String limits = guest.run("cat /proc/$(pgrep -o -x " + program + ")/limits");
      assertThat(limits)
          .as(program)
          .containsPattern("Max core file size +unlimited +unlimited")
          .containsPattern("Max processes +unlimited +unlimited")
          .containsPattern("Max open files +[0-9]+ +524288")
          .containsPattern("Max locked memory +8388608 +8388608");
    }
  }

  @Test
  void theKernelsLimitsAreThoseOfLargeDistributions(Guest guest) throws IOException {
    assertThat(
            guest.run(
                "sysctl -n vm.max_map_count fs.inotify.max_user_instances fs.aio-max-nr"
                    + " kernel.pid_max net.core.somaxconn net.netfilter.nf_conntrack_max"
                    + " fs.inotify.max_user_watches fs.file-max kernel.keys.maxkeys"
                    + " kernel.keys.maxbytes"))
        .isEqualTo(
            "1048576\n1024\n1048576\n4194304\n4096\n262144\n"
                + "524288\n9223372036854775807\n2000\n2000000\n");
    assertThat(guest.exec("sudo sysctl -q -p").exit()).isZero();
  }

  @Test
  void devicesAreThereBeforeTheirModules(Guest guest) throws IOException {
    loadImage(guest);
    assertThat(
            guest.run(
                "stat -c '%n %a %G' /dev/net/tun /dev/fuse /dev/loop-control /dev/loop0 /dev/loop7"
                    + " /dev/mapper/control /dev/vhost-net /dev/vhost-vsock /dev/uinput /dev/ppp"
                    + " /dev/cuse"))
        .isEqualTo(
            """
            /dev/net/tun 666 root
            /dev/fuse 666 root
            /dev/loop-control 660 disk
            /dev/loop0 660 disk
            /dev/loop7 660 disk
            /dev/mapper/control 600 root
            /dev/vhost-net 660 kvm
            /dev/vhost-vsock 660 kvm
            /dev/uinput 600 root
            /dev/ppp 600 root
            /dev/cuse 600 root
            """);
    guest.run(RUN + "--device /dev/net/tun " + SH + "': < /dev/net/tun'");
    assertThat(guest.run("cat /proc/misc")).contains(" tun\n");
  }

  @Test
  void openingADeviceLoadsItsModule(BuiltImage image, Guest guest) throws IOException {
    loadImage(guest);
    guest.run(
        "sudo sh -c 'for d in vhost-net vhost-vsock uinput uhid cuse loop-control loop7;"
            + " do : < /dev/$d || exit 1; done'");
    guest.run(RUN + "--cap-add NET_ADMIN --device /dev/ppp" + SH + "': < /dev/ppp'");

    assertThat(guest.run("cat /proc/misc"))
        .contains(" vhost-net\n", " vhost-vsock\n", " uinput\n", " uhid\n", " cuse\n");
    assertThat(guest.run("cat /proc/devices")).contains(" ppp\n", " loop\n");
    if (ModuleLists.hasDebiansKernel(image)) {
      assertThat(guest.run("cut -d ' ' -f 1 /proc/modules").lines())
          .as("line disciplines, which a container's pppd may not load")
          .contains("ppp_async", "ppp_synctty");
    }
  }

  @Test
  void aFreeLoopDeviceExistsAndWorks(Guest guest) throws IOException {
    guest.run("truncate -s 1M /tmp/loop.img");
    String device = guest.run("sudo losetup -f").strip();
    guest.run("test -b " + device + " && sudo losetup " + device + " /tmp/loop.img");

    assertThat(guest.run("sudo losetup -a")).contains(device, "/tmp/loop.img");
    guest.run("sudo losetup -d " + device + " && rm /tmp/loop.img");
  }

  /**
   * Nobody says its type, and this guest has no disk for which the module would be loaded. Linux
   * refuses quotas of a format that it does not know.
   */
  @Test
  void anExt4FileSystemWithQuotasIsMounted(Guest guest) throws IOException {
    guest.run("truncate -s 16M /tmp/quota.img && mkfs.ext4 -q -O quota /tmp/quota.img");
    guest.run("sudo mkdir /tmp/quota && sudo mount -o loop /tmp/quota.img /tmp/quota");

    assertThat(guest.run("grep /tmp/quota /proc/mounts")).contains("ext4", "quota");
    guest.run("sudo umount /tmp/quota && sudo rm -r /tmp/quota /tmp/quota.img");
  }

  @Test
  void pseudoFileSystemsAreWhereProgramsLook(BuiltImage image, Guest guest) throws IOException {
    String mounted =
        guest.await(SOON, "cut -d' ' -f2,3 /proc/mounts", "/proc/sys/fs/binfmt_misc binfmt_misc");
    assertThat(mounted.lines())
        .contains(
            "/sys/kernel/security securityfs",
            "/sys/fs/bpf bpf",
            "/sys/fs/fuse/connections fusectl",
            "/dev/hugepages hugetlbfs",
            "/sys/kernel/config configfs",
            "/sys/kernel/debug debugfs",
            "/sys/fs/pstore pstore");
    if (ModuleLists.hasDebiansKernel(image)) {
      assertThat(mounted.lines()).contains("/sys/kernel/tracing tracefs");
    }
    assertThat(guest.exec("ls /sys/kernel/debug /sys/fs/bpf").exit())
        .as("only root may look")
        .isNotZero();
    assertThat(guest.run("grep -c ^CONFIG_ /boot/config-$(uname -r)").strip())
        .hasSizeGreaterThan(3);
  }

  @Test
  void filesThatPeopleMountAreFiles(Guest guest) throws IOException {
    loadImage(guest);
    String said =
        guest.run(
            RUN
                + "-v /etc/localtime:/etc/localtime:ro -v /etc/timezone:/etc/timezone:ro"
                + " -v /etc/ssl/certs:/etc/ssl/certs:ro -v /lib/modules:/lib/modules:ro"
                + SH
                + "'cat /etc/timezone; wc -c < /etc/localtime; ls /lib/modules /etc/ssl/certs'");
    assertThat(said)
        .startsWith("Etc/UTC\n114\n")
        .contains("ca-certificates.crt", guest.run("uname -r").strip());
    assertThat(guest.run(RUN + "-v /usr/share/zoneinfo:/z:ro" + SH + "'ls /z/Europe'"))
        .contains("Berlin\n");
    assertThat(
            guest.run(
                RUN
                    + "-v /var/run:/host/run:ro -v /var/run/docker.sock:/docker.sock"
                    + " -v /usr/src:/host/src:ro"
                    + SH
                    + "'ls /host/run /host/src; [ -S /docker.sock ] && echo a socket'"))
        .contains("containerd\n", "docker.sock\n")
        .endsWith("a socket\n");
  }

  /** Made by dockerd they would be empty, and the mistake would show in the container only. */
  @Test
  void noFileThatPeopleMountIsLeftForDockerToMake(Guest guest) throws IOException {
    assertThat(
            guest.run(
                "for f in /etc/localtime /etc/timezone /etc/hostname /etc/hosts /etc/machine-id"
                    + " /etc/passwd /etc/group /etc/os-release /etc/resolv.conf; do"
                    + " [ -f $f ] || echo $f; done;"
                    + " for d in /etc/ssl/certs /lib/modules /usr/src /var/run /var/log /boot; do"
                    + " [ -d $d ] || echo $d; done"))
        .isEmpty();
  }

  @Test
  void theSystemLogTakesWhatProgramsAndContainersSay(Guest guest) throws IOException {
    loadImage(guest);
    guest.run("logger -t whale hello from the guest");
    guest.run(RUN + "--log-driver syslog" + SH + "'echo hello from a container'");

    guest.run("echo '<6>hello from the kernel' | sudo tee /dev/kmsg");
    guest.await(SOON, "cat /var/log/messages", "hello from a container");
    guest.await(SOON, "cat /var/log/messages", "hello from the kernel");
    assertThat(guest.run("cat /var/log/messages")).contains("whale: hello from the guest");
    assertThat(guest.run("sudo dmesg"))
        .as("as the README has it")
        .contains("boot2docker: reached docker");
  }

  @Test
  void theSystemLogGoesToAnotherMachineToo(Guest guest) throws IOException {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String setting = "SYSLOG_SERVER=" + HostServer.SEEN_BY_GUEST + ":" + server.getLocalPort();
      guest.exec("sudo tee /var/lib/boot2docker/profile", setting + "\n");
      restartSyslog(guest);
      assertThat(received(guest, server, "over the wire")).contains("over the wire");
      assertThat(guest.run("cat /var/log/messages")).as("here, too").contains("over the wire");
    } finally {
      guest.run("sudo rm -f /var/lib/boot2docker/profile");
      restartSyslog(guest);
    }
  }

  /** What comes before it listens is lost. */
  private static void restartSyslog(Guest guest) throws IOException {
    String text = "listens since " + System.nanoTime();
    guest.run("sudo service syslog restart");
    guest.await(SOON, "logger -t whale " + text + "; tail -n 50 /var/log/messages", text);
  }

  /** UDP has no answer: it is said until it comes. */
  private static String received(Guest guest, DatagramSocket server, String text)
      throws IOException {
    server.setSoTimeout(2000);
    DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
    Instant end = Instant.now().plus(SOON);
    String last = "";
    while (!last.contains(text) && Instant.now().isBefore(end)) {
      guest.run("logger -t whale " + text);
      try {
        server.receive(packet);
        last = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      } catch (SocketTimeoutException e) {
        last = "";
      }
    }
    return last;
  }

  /** Half as much again as is kept. */
  @Test
  @Tag("nightly")
  void theSystemLogIsBounded(Guest guest) throws IOException {
    guest.run("head -c 10000000 /dev/zero | tr '\\0' x | fold -w 200 | logger -t whale");
    guest.run("logger -t whale the last line");
    guest.await(SOON, "tail -n 50 /var/log/messages", "the last line");

    String logs = "/var/lib/boot2docker/log/messages*";
    String bytes = guest.run("sudo sh -c 'cat " + logs + "' | wc -c").strip();
    assertThat(Long.parseLong(bytes)).isBetween(4_000_000L, 8_500_000L);
    guest.run("sudo sh -c 'rm " + logs + "'");
    restartSyslog(guest);
  }

  /** As customise.md has it; crond looks once a minute. */
  @Test
  @Tag("nightly")
  void commandsRunRegularly(Guest guest) throws IOException {
    String crontabs = "/var/spool/cron/crontabs";
    guest.exec(
        "sudo sh -c 'mkdir -p %1$s && cat > %1$s/root && crond < /dev/null > /dev/null 2>&1'"
            .formatted(crontabs),
        "* * * * * docker ps -q && echo ran > /tmp/cron\n");
    guest.await(Duration.ofMinutes(3), "cat /tmp/cron", "ran");
    guest.run("sudo pkill -x crond && sudo rm -r /tmp/cron " + crontabs);
  }

  @Test
  void processesAndSocketsAreShownWithTheUsualOptions(Guest guest) throws IOException {
    loadImage(guest);
    guest.run("docker run -d --name sleeper " + BusyboxImage.NAME + " sleep 1000");

    assertThat(guest.run("docker top sleeper -o pid,pcpu,time,user,args"))
        .containsPattern("PID +%CPU")
        .contains("sleep 1000");
    guest.run("sudo pkill -x -f 'sleep 1000' && docker rm -f sleeper");
    assertThat(guest.run("sudo ss -tulpn")).contains("users:((\"sshd\"", ":2376");
    assertThat(guest.run("ip -j address show dev lo")).contains("\"ifname\":\"lo\"");
    guest.run(
        "sudo ip netns add yard && sudo ip netns exec yard ip link && sudo ip netns del yard");
  }

  @Test
  void programsOfAdministratorsAreThere(Guest guest) throws IOException {
    assertThat(guest.run("sudo nsenter -t 1 -m -n cat /proc/1/comm")).isEqualTo("init\n");
    if (guest.exec("modinfo -n dummy").out().contains(".ko")) {
      guest.run("sudo modprobe -r dummy; sudo modprobe dummy numdummies=3");
      assertThat(guest.run("ls -d /sys/class/net/dummy?")).hasLineCount(3);
    }
    assertThat(guest.run("sudo ebtables -L && sudo arptables -L")).contains("FORWARD", "INPUT");
  }

  /** Encrypted networks and disks would take the processor for themselves. */
  @Test
  void encryptionUsesTheProcessorsInstructions(BuiltImage image, Guest guest) throws IOException {
    String driver = image.architecture() == Architecture.AMD64 ? "aesni" : "aes-ce";
    assertThat(guest.run("sudo modprobe -a crypto-aes; cat /proc/crypto")).contains(driver);
  }

  @Test
  void trafficIsShaped(Guest guest) throws IOException {
    guest.run("sudo tc qdisc add dev lo root netem delay 1ms 1ms distribution normal");
    assertThat(guest.run("tc qdisc show dev lo")).contains("netem");
    guest.run("sudo tc qdisc del dev lo root");
  }

  /** Each by what people type for it; in a network of its own, which goes with the command. */
  @Test
  @Tag("nightly")
  void whatIptablesIpAndTcHaveWordsForWorks(BuiltImage image, Guest guest) throws IOException {
    assumeTrue(ModuleLists.hasDebiansKernel(image), "small has fewer modules");
    feed(guest, "iptables-restore", "iptables");
    feed(guest, "ip -batch -", "links");
    feed(guest, "tc -batch -", "tc");
  }

  /** These programs end at the first line that does not work, and say its number. */
  private static void feed(Guest guest, String command, String name) throws IOException {
    try (InputStream lines = LinuxHostTest.class.getResourceAsStream("/network/" + name)) {
      byte[] text = Objects.requireNonNull(lines).readAllBytes();
      ExecResult result =
          guest.exec("sudo unshare -n " + command, new String(text, StandardCharsets.UTF_8));
      assertThat(result.exit()).as("%s: %s%s", name, result.out(), result.err()).isZero();
    }
  }

  @Test
  void theFileSystemInMemoryHasASize(Guest guest) throws IOException {
    assertThat(guest.run("df / /var/lib/docker").lines()).hasSize(3);
  }

  @Test
  @Tag("nightly")
  void containersReachTheHostByItsName(Guest guest) throws IOException {
    loadImage(guest);
    try (HostWeb web = HostWeb.serving("the host's page\n")) {
      String url = web.urlSeenByGuest().replace(HostServer.SEEN_BY_GUEST, "host.docker.internal");
      String fetch = BusyboxImage.NAME + " wget -q -O - ";
      String option = "--add-host host.docker.internal:host-gateway ";
      assertThat(guest.run(RUN + option + fetch + url)).isEqualTo("the host's page\n");
      assertThat(guest.run(RUN + fetch + url))
          .as("without an option")
          .isEqualTo("the host's page\n");
      guest.run("docker network create yard");
      assertThat(guest.run(RUN + "--network yard " + fetch + url.replace("host.d", "gateway.d")))
          .as("beside Docker's name server")
          .isEqualTo("the host's page\n");
      guest.run("docker network rm yard");
      assertThat(
              guest.run(RUN + "--add-host host.docker.internal:10.9.9.9" + SH + "'cat /etc/hosts'"))
          .as("what the user says comes first")
          .contains("10.9.9.9\thost.docker.internal", "10.0.2.2\tgateway.docker.internal")
          .doesNotContain("10.0.2.2\thost.docker.internal");
      guest.run("echo mine > hosts");
      assertThat(guest.run(RUN + "-v /home/docker/hosts:/etc/hosts" + SH + "'cat /etc/hosts'"))
          .as("a file of the user's")
          .isEqualTo("mine\n");
    }
    theHostsAddressIsKnownRightAfterARestart(guest);
  }

  /** dockerd looked for it among addresses that come later. */
  private static void theHostsAddressIsKnownRightAfterARestart(Guest guest) throws IOException {
    guest.run("docker run -d --name stays --restart always " + BusyboxImage.NAME + " sleep 3600");
    guest.run(
        "before=$(cat /var/run/docker.pid); sudo service docker restart;"
            + " timeout 120 sh -c 'until [ \"$(cat /var/run/docker.pid)\" != \"$1\" ] &&"
            + " docker version; do sleep 0.2; done' sh \"$before\" > /dev/null 2>&1");
    assertThat(guest.run(RUN + "--add-host whale:host-gateway" + SH + "'cat /etc/hosts'"))
        .contains("10.0.2.2\twhale");
    guest.await(SOON, "docker ps --format '{{.Names}} {{.Status}}'", "stays Up");
    guest.run("docker rm -f stays");
  }

  /** There is no git in the image. */
  @Test
  void aBuildFromARepositorySaysWhatToDo(Guest guest) throws IOException {
    String build = "docker build --progress plain git://" + HostServer.SEEN_BY_GUEST + "/x.git";
    assertThat(fails(guest, build, "clone the repository on your computer")).isNotZero();
  }

  @Test
  void logsOfContainersAreBounded(Guest guest) throws IOException {
    loadImage(guest);
    guest.run("docker create --name bounded " + BusyboxImage.NAME);
    assertThat(guest.run("docker inspect -f '{{json .HostConfig.LogConfig}}' bounded"))
        .contains("\"json-file\"", "\"max-file\":\"3\"", "\"max-size\":\"10m\"");
    guest.run("docker rm bounded");
  }

  /** It says half as much again as is kept. */
  @Test
  @Tag("nightly")
  void aContainerThatLogsWithoutEndFillsNoMemory(Guest guest) throws IOException {
    loadImage(guest);
    String lines = "dd if=/dev/zero bs=1000 count=45000 | tr \"\\0\" x | fold -w 1000";
    guest.run("docker run -d --name endless " + BusyboxImage.NAME + " sh -c '" + lines + "'");
    assertThat(guest.run("docker wait endless")).isEqualTo("0\n");

    String log = guest.run("docker inspect -f '{{.LogPath}}' endless").strip();
    assertThat(guest.run("sudo sh -c 'ls " + log + "*'").lines()).hasSize(3);
    String bytes = guest.run("sudo sh -c 'cat " + log + "* | wc -c'").strip();
    assertThat(Long.parseLong(bytes)).isBetween(20_000_000L, 31_500_000L);
    guest.run("docker rm endless");
  }

  @Test
  void wgetChecksTheCertificatesOfServers(Guest guest) throws Exception {
    HostTool.run(
            directory,
            "openssl",
            "req",
            "-x509",
            "-nodes",
            "-newkey",
            "rsa:2048",
            "-subj",
            "/CN=host",
            "-addext",
            "subjectAltName=DNS:" + HostTls.NAME,
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem")
        .succeeded();
    try (HostTls server = HostTls.serving(directory, "cert.pem", "key.pem")) {
      guest.run(
          "echo %s %s | sudo tee -a /etc/hosts".formatted(HostServer.SEEN_BY_GUEST, HostTls.NAME));
      String fetch = "wget -q -O /dev/null " + server.url();
      assertThat(guest.exec(fetch).exit()).as("self-signed").isNotZero();

      guest.upload(directory.resolve("cert.pem"), "/tmp/cert.pem");
      guest.run(
          "sudo cp /etc/ssl/certs/ca-certificates.crt /tmp/bundle"
              + " && sudo sh -c 'cat /tmp/cert.pem >> /etc/ssl/certs/ca-certificates.crt'");
      guest.run(fetch);
      guest.run("sudo cp /tmp/bundle /etc/ssl/certs/ca-certificates.crt");
    }
  }

  @Test
  @Tag("nightly")
  void everyModuleOfTheManualLoads(BuiltImage image, Guest guest) throws IOException {
    assumeTrue(ModuleLists.hasDebiansKernel(image), "the manual's table is of Debian's kernel");
    ModuleLists.load(guest, ModuleLists.ofDebiansKernel());
    if (image.manifest().profile().equals("metal")) {
      ModuleLists.load(guest, ModuleLists.ofThePack(image));
    }
  }

  @Test
  void whatNetworksAskOfTheKernelIsThere(Guest guest) throws IOException {
    loadImage(guest);
    guest.run(
        "sudo ip xfrm state add src 10.9.0.1 dst 10.9.0.2 proto esp spi 0x123 mode transport"
            + " aead 'rfc4106(gcm(aes))' 0x0123456789abcdef0123456789abcdef01234567 128"
            + " && sudo ip xfrm state flush");
    guest.run(RUN + "-p 3868:3868/sctp" + SH + "true");
    guest.run(
        "docker volume create --opt type=nfs --opt o=addr=10.0.2.2,nolock,retry=0,timeo=10"
            + " --opt device=:/x nfs-volume");
    assertThat(fails(guest, RUN + "-v nfs-volume:/m" + SH + "true", "refused")).isNotZero();
    guest.run("docker volume rm nfs-volume");
  }
}
