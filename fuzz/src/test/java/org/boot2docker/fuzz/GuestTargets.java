package org.boot2docker.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.guest.init.disk.DiskDoor;
import org.boot2docker.guest.init.partition.Block;
import org.boot2docker.guest.init.partition.BlockException;
import org.boot2docker.guest.init.partition.Growth;
import org.boot2docker.guest.init.resolver.ResolverDoor;
import org.boot2docker.guest.init.userdata.UserDataDoor;
import org.boot2docker.guest.programs.agent.AgentDoor;
import org.boot2docker.guest.programs.clock.ClockDoor;
import org.boot2docker.guest.programs.firewall.FirewallDoor;
import org.boot2docker.guest.programs.lease.LeaseDoor;
import org.boot2docker.guest.programs.network.NetworkDoor;
import org.boot2docker.guest.programs.trust.TrustDoor;
import org.boot2docker.guest.system.device.Uevent;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.FakeFiles;
import org.boot2docker.guest.system.network.Prefix;
import org.boot2docker.guest.system.network.Route;
import org.boot2docker.guest.system.profile.Profile;

/** What reaches the guest: nothing may end PID 1, or a program beside it. */
final class GuestTargets {
  private static final int SECTOR = 512;
  private static final int TAR_BLOCK = 512;

  private GuestTargets() {}

  static List<Target> all() {
    return List.of(
        Target.of(
            "kernel-parameters",
            Samples.texts("loglevel=3 boot2docker.net.address=10.0.0.2/24 boot2docker.x=\"a b\""),
            GuestTargets::parameters),
        Target.of(
            "profile",
            Samples.texts(
                "EXTRA_ARGS=\"--label a=b\"\nexport HTTP_PROXY='http://x:1'\n# why\nA=$B\"c\"d\\\n e\n"),
            GuestTargets::profile),
        Target.of(
            "network",
            Samples.texts(
                "address=192.168.1.10/24 fd00::10/64\ngateway=192.168.1.1\nrouts=x\n"
                    + "office.vlan=eth1 5\nbond0.bond=eth0 eth1\nbr0.bridge=eth2\nmtu=1400\n"
                    + "routes=10.99.0.0/16 192.168.1.254\n"),
            input -> NetworkDoor.plan(Samples.text(input))),
        Target.of(
            "dhcp",
            Samples.texts(
                "ip=10.0.2.15\nmask=24\nrouter=10.0.2.2\ndns=10.0.2.3\nsearch=a.example b\n"
                    + "mtu=1400\nstaticroutes=10.99.0.0/16 10.0.2.7\nntpsrv=10.0.2.5\n"
                    + "ipv6=fd00::5\ninterface=eth0\n"),
            input -> LeaseDoor.lease(variables(input))),
        Target.of("router-advertisement", List.of(routerAdvertisement()), ResolverDoor::messages),
        Target.of(
            "uevent",
            Samples.texts("add@/devices/x\0ACTION=add\0SUBSYSTEM=block\0DEVNAME=vda\0SEQNUM=5\0"),
            input -> Uevent.parse(input, input.length)),
        Target.of(
            "guest-agent",
            Samples.texts(
                "{\"execute\":\"guest-ping\"}\n{\"a\":[1,-2.5e3,true,null,{\"b\":\"\\u00e9\\n\"}]}",
                "\u00ff{\"execute\":\"guest-sync-delimited\",\"arguments\":{\"id\":7}}"),
            AgentDoor::requests),
        Target.of("userdata", List.of(tar()), UserDataDoor::hasFiles),
        Target.of(
            "iptables",
            Samples.texts("-A FORWARD -i docker0 ! -o docker0 -p tcp --dport 80 -j ACCEPT"),
            input -> FirewallDoor.parses(List.of(Samples.text(input).split(" ")))),
        Target.of("ntp", List.of(new byte[48], new byte[68]), ClockDoor::reply),
        Target.of(
            "certificates",
            Samples.texts("-----BEGIN CERTIFICATE-----\nMAMCAQU=\n-----END CERTIFICATE-----\n"),
            TrustDoor::certificates),
        Target.of("superblock", List.of(superblock()), DiskDoor::superblock),
        Target.of("partition-table", List.of(mbrDisk()), GuestTargets::grow, BlockException.class),
        Target.of(
            "routes", Samples.texts("10.0.0.0/8", "fd00::/64", "0.0.0.0/0"), GuestTargets::routes));
  }

  private static void parameters(byte[] input) {
    CommandLine line = new CommandLine(Samples.text(input));
    line.value("boot2docker.x");
    line.startingWith("boot2docker.net.");
    line.has("loglevel");
  }

  private static void profile(byte[] input) {
    new Profile(new FakeFiles().file("/profile", input), "/profile").value("EXTRA_ARGS");
  }

  private static Map<String, String> variables(byte[] input) {
    Map<String, String> variables = new HashMap<>();
    for (String line : Samples.text(input).split("\n")) {
      String[] parts = line.split("=", 2);
      variables.put(parts[0], parts[parts.length - 1]);
    }
    return variables;
  }

  /** RTM_NEWNDUSEROPT with one name server. */
  private static byte[] routerAdvertisement() {
    byte[] message = new byte[56];
    message[0] = 56;
    message[4] = 68;
    message[18] = 24;
    message[20] = 2;
    message[24] = (byte) 134;
    message[32] = 25;
    message[33] = 3;
    message[38] = 1;
    message[40] = (byte) 0xfd;
    return message;
  }

  private static byte[] tar() {
    byte[] tar = new byte[4 * TAR_BLOCK];
    text(tar, 0, "boot2docker, please format-me");
    text(tar, 100, "0000644\0" + "0000000\0" + "0000000\0" + "00000000005\0" + "00000000000\0");
    tar[156] = '0';
    text(tar, 257, "ustar\00000");
    text(tar, TAR_BLOCK, "hello");
    int sum = 8 * ' ';
    for (int i = 0; i < TAR_BLOCK; i++) {
      sum += tar[i] & 0xff;
    }
    text(tar, 148, "%06o\0 ".formatted(sum));
    return tar;
  }

  private static void text(byte[] bytes, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(ascii, 0, bytes, at, ascii.length);
  }

  private static byte[] superblock() {
    byte[] disk = new byte[2048];
    for (int start : new int[] {0, 1024}) {
      disk[start + 0x38] = 0x53;
      disk[start + 0x39] = (byte) 0xef;
      disk[start + 0x60] = 0x40;
      text(disk, start + 0x78, "boot2docker-data");
    }
    return disk;
  }

  private static byte[] mbrDisk() {
    byte[] disk = new byte[SECTOR];
    disk[446 + 4] = (byte) 0x83;
    disk[446 + 9] = 8;
    disk[446 + 13] = 16;
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    return disk;
  }

  /** A disk of 4 MiB that begins with the input. */
  private static void grow(byte[] input) {
    Growth.of(new SmallDisk(Arrays.copyOf(input, 16 << 20))).grow(1);
  }

  private record SmallDisk(byte[] bytes) implements Block {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int sectorSize() {
      return SECTOR;
    }

    @Override
    public byte[] read(long offset, int length) {
      check(offset, length);
      return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public void write(long offset, byte[] content) {
      check(offset, content.length);
      System.arraycopy(content, 0, bytes, (int) offset, content.length);
    }

    /** As KernelBlock: what the kernel refuses. */
    private void check(long offset, int length) {
      if (offset < 0 || offset + length > bytes.length) {
        throw new BlockException("beyond the end: " + offset);
      }
    }

    @Override
    public void flush() {
      // Memory.
    }
  }

  private static void routes(byte[] input) {
    String text = Samples.text(input);
    Prefix.parse(text).ifPresent(Prefix::text);
    Route.parse(text).ifPresent(Route::text);
    Route.parse(text, "10.0.0.1").ifPresent(Route::text);
  }
}
