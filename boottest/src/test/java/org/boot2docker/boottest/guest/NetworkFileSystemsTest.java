package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostServer;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Servers of the network hold a container's volume: Samba and NFS Ganesha of this machine. */
@Tag("nightly")
@Order(36)
@ExtendWith(LabExtension.class)
class NetworkFileSystemsTest {
  private static final String CONTENT = "from the server\n";

  @TempDir private Path directory;

  @BeforeAll
  static void loadImage(Guest guest, @TempDir Path place) throws IOException {
    BusyboxImage.load(guest, place);
  }

  @Test
  void aVolumeLiesOnAServerOfWindowsKind(BuiltImage image, Guest guest) throws IOException {
    assumeTrue(ModuleLists.hasDebiansKernel(image), "small has cifs in its module pack");
    Path folder = exported();
    int port = HostServer.freePort();
    Path config = Files.writeString(directory.resolve("smb.conf"), samba(folder));
    try (HostServer server =
        HostServer.start(
            directory,
            "samba",
            port,
            // In a process group of its own: when it ends, it kills all others in its group.
            List.of(
                "smbd",
                "--foreground",
                "--debug-stdout",
                "--port=" + port,
                "--configfile=" + config))) {
      checkVolume(guest, server, folder, "cifs", "port=%d,guest".formatted(port), "//%s/share");
      checkMount(guest, "cifs", "ip=%s,port=%d,guest".formatted(host(), port), "//%s/share");
    }
  }

  @Test
  void aVolumeLiesOnAnNfsServer(Guest guest) throws IOException {
    Path folder = exported();
    int port = HostServer.freePort();
    Path config = Files.writeString(directory.resolve("ganesha.conf"), ganesha(folder, port));
    try (HostServer server =
        HostServer.start(
            directory,
            "ganesha",
            port,
            List.of(
                "ganesha.nfsd",
                "-F",
                "-L",
                "STDOUT",
                "-f",
                config.toString(),
                "-p",
                directory.resolve("ganesha.pid").toString()))) {
      // With 4.2 Debian 12's server answers READ_PLUS (RFC 7862) with a hole where there is data.
      String options = "addr=%s,vers=4.1,port=%d".formatted(host(), port);
      checkVolume(guest, server, folder, "nfs", options, ":/share");
      checkMount(guest, "nfs", options, "%s:/share");
    }
  }

  private static String host() {
    return HostServer.SEEN_BY_GUEST;
  }

  private Path exported() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("exported"));
    Files.writeString(folder.resolve("file"), CONTENT);
    return folder;
  }

  private static void checkVolume(
      Guest guest, HostServer server, Path folder, String type, String options, String device)
      throws IOException {
    guest.run(
        "docker volume create --opt type=%s --opt o=%s --opt device=%s remote"
            .formatted(type, options, device.formatted(host())));
    String container = "docker run --rm -v remote:/m " + BusyboxImage.NAME + " sh -c ";

    assertThat(guest.run(container + "'cat /m/file; echo from a container > /m/reply'"))
        .as("what a container reads; the server said:%n%s", server.log())
        .isEqualTo(CONTENT);

    assertThat(folder.resolve("reply")).hasContent("from a container\n");
    guest.run("docker volume rm remote");
  }

  /** As the manual says, without the programs mount.cifs and mount.nfs. */
  private static void checkMount(Guest guest, String type, String options, String device)
      throws IOException {
    String mount = "sudo mount -t %s -o %s %s /mnt/remote";
    guest.run("sudo mkdir -p /mnt/remote");
    guest.run(mount.formatted(type, options, device.formatted(host())));
    assertThat(guest.run("cat /mnt/remote/file")).isEqualTo(CONTENT);
    guest.run("sudo umount /mnt/remote");
  }

  /** All that it keeps lies in the test's own directory; guests are who runs the tests. */
  private String samba(Path folder) {
    return """
        [global]
        interfaces = lo
        bind interfaces only = yes
        disable netbios = yes
        server role = standalone server
        map to guest = Bad User
        guest account = %2$s
        load printers = no
        private dir = %1$s
        lock directory = %1$s
        state directory = %1$s
        cache directory = %1$s
        pid directory = %1$s
        ncalrpc dir = %1$s/ncalrpc
        [share]
        path = %3$s
        guest ok = yes
        read only = no
        """
        .formatted(directory, System.getProperty("user.name"), folder);
  }

  /** NFS 4 alone: version 3 would have to be registered with this machine's own port mapper. */
  private String ganesha(Path folder, int port) {
    return """
        NFS_CORE_PARAM {
          Protocols = 4; NFS_Port = %2$d; Bind_addr = 127.0.0.1;
          Enable_NLM = false; Enable_RQUOTA = false;
        }
        NFSV4 { Graceless = true; RecoveryRoot = "%1$s/recovery"; }
        EXPORT {
          Export_Id = 1; Path = "%3$s"; Pseudo = "/share"; Protocols = 4;
          Access_Type = RW; Squash = No_Root_Squash; SecType = sys;
          FSAL { Name = VFS; }
        }
        """
        .formatted(directory, port, folder);
  }
}
