package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A machine without a disk boots from a web server, by its firmware alone. */
@Tag("nightly")
@Order(41)
@ExtendWith(LabExtension.class)
class NetworkBootTest {
  private static final String SERVING = "52:54:00:07:00:01";

  @TempDir private Path directory;

  /** UEFI specification 2.10, 24.7 HTTP Boot: the server says that its address is a URL. */
  @Test
  void uefiBootsTheIsoOverHttp(Lab lab) throws IOException {
    Path wire = directory.resolve("lan");
    Guest server =
        lab.boot(
            "web-server",
            MachineSpec.cd(lab.image().iso())
                .extraArguments(
                    "-netdev",
                    "stream,id=lan,server=on,addr.type=unix,addr.path=" + wire,
                    "-device",
                    "virtio-net-pci,netdev=lan,romfile=,mac=" + SERVING));
    server.awaitDocker();
    serve(server);

    Guest client =
        lab.bootBeside(
            "http-boot",
            MachineSpec.cd(Files.write(directory.resolve("blank.iso"), new byte[1 << 20]))
                .firmware(FirmwareKind.UEFI)
                .extraArguments(
                    "-netdev",
                    "stream,id=lan,server=off,addr.type=unix,addr.path=" + wire,
                    "-device",
                    "virtio-net-pci,netdev=lan,romfile=,bootindex=1",
                    "-fw_cfg",
                    "name=opt/org.tianocore/IPv4PXESupport,string=n",
                    "-fw_cfg",
                    "name=opt/org.tianocore/IPv6PXESupport,string=n"));

    assertThat(client.awaitDocker()).startsWith(lab.image().manifest().version());
    assertThat(client.run("ls -d /sys/firmware/efi")).isNotBlank();
    assertThat(client.run("sudo blkid /dev/sr0; true")).as("the blank disc").isEmpty();
  }

  private void serve(Guest server) throws IOException {
    server.run("mkdir /tmp/www && sudo dd if=/dev/sr0 of=/tmp/www/boot2docker.iso bs=1M");
    String card = server.run("ip -br link | grep " + SERVING + " | cut -d ' ' -f 1").strip();
    Dnsmasq.serve(
        server,
        directory,
        card,
        "10.8.0.1/24",
        List.of(
            "--dhcp-range=10.8.0.10,10.8.0.20",
            "--dhcp-vendorclass=set:http,HTTPClient",
            "--dhcp-option-force=tag:http,60,HTTPClient",
            "--dhcp-boot=tag:http,http://10.8.0.1/boot2docker.iso"));
    server.run(Dnsmasq.IN_NAME_SPACE + "busybox httpd -p 80 -h /tmp/www");
  }
}
