package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Three machines on a network of their own are a swarm, whose manager survives a power cut. */
@Tag("nightly")
@Order(59)
@ExtendWith(LabExtension.class)
class SwarmTest {
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final String IMAGE = "boottest/socat:latest";

  /** A multicast group is a wire between QEMU's processes; the port is this process's own. */
  private static final String WIRE =
      "socket,id=wire,localaddr=127.0.0.1,mcast=239.192.0.1:"
          + (20_000 + ProcessHandle.current().pid() % 20_000);

  /** What each task says on three protocols. */
  private static final String SERVER =
      "socat TCP-LISTEN:8080,fork,reuseaddr SYSTEM:hostname &"
          + " socat UDP-RECVFROM:5300,fork SYSTEM:\"echo over udp\" &"
          + " exec socat SCTP-LISTEN:3868,fork,reuseaddr SYSTEM:\"echo over sctp\"";

  @TempDir private Path directory;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void threeNodesServeEncryptedAndTheManagerComesBackAfterAPowerCut(Lab lab) throws IOException {
    DiskImage disk = DiskImage.labelled(directory.resolve("manager.img"), 1024, "boot2docker-data");
    Guest manager = lab.boot("swarm-1", spec(lab, 1).disk(DataDisk.raw(disk.file())));
    List<Guest> workers =
        List.of(lab.bootBeside("swarm-2", spec(lab, 2)), lab.bootBeside("swarm-3", spec(lab, 3)));
    load(manager);
    for (Guest worker : workers) {
      load(worker);
    }
    manager.run("docker swarm init --advertise-addr 10.9.0.1");
    String token = manager.run("docker swarm join-token -q worker").strip();
    for (Guest worker : workers) {
      worker.run("docker swarm join --token " + token + " 10.9.0.1:2377");
    }
    serve(manager);
    allAnswer(manager, workers);
    theOverlayIsEncrypted(manager, workers.get(0));

    manager.machine().stop(Duration.ZERO, Progress.SILENT);
    Guest again = lab.bootBeside("swarm-1b", spec(lab, 1).disk(DataDisk.raw(disk.file())));
    again.awaitDocker();
    again.await(SOON, "docker node ls --format '{{.ManagerStatus}} {{.Status}}'", "Leader Ready");
    again.await(SOON, "docker service ls --format '{{.Name}} {{.Replicas}}'", "web 3/3");
    allAnswer(again, workers);
    disk.superblock();
  }

  private static MachineSpec.Builder spec(Lab lab, int number) throws IOException {
    return lab.image()
        .machine()
        .extraArguments(
            "-netdev",
            WIRE,
            "-device",
            "virtio-net-pci,netdev=wire,romfile=,mac=52:54:00:09:00:0" + number,
            "-fw_cfg",
            "name=%s,string=eth1.address=10.9.0.%d/24".formatted(FirmwareNames.NETWORK, number));
  }

  /** An image of socat and a shell; no registry is asked. */
  private void load(Guest guest) throws IOException {
    guest.awaitDocker();
    guest.await(SOON, "ip -4 address show eth1", "10.9.0.");
    Path tar = HostProgram.tar(directory, "/usr/bin/socat");
    HostTool.run(
            directory,
            "sh",
            "-c",
            "mkdir -p root/bin && cp /bin/busybox root/bin && ln -sf busybox root/bin/sh"
                + " && ln -sf busybox root/bin/hostname && tar -rf "
                + tar
                + " -C root bin")
        .succeeded();
    guest.upload(tar, "/home/docker/socat.tar");
    guest.run("docker import socat.tar " + IMAGE + " && rm socat.tar");
  }

  private static void serve(Guest manager) throws IOException {
    manager.run("docker network create --driver overlay --opt encrypted --attachable secret");
    manager.run(
        "docker service create --detach --name web --no-resolve-image --replicas 3 --network secret"
            + " --publish 8080:8080 --publish 5300:5300/udp --publish 3868:3868/sctp "
            + IMAGE
            + " sh -c '"
            + SERVER
            + "'");
    manager.run(
        "docker service create --detach --name everywhere --no-resolve-image --mode global"
            + " --publish mode=host,published=8081,target=8080 "
            + IMAGE
            + " sh -c '"
            + SERVER
            + "'");
    manager.await(SOON, "docker service ls --format '{{.Name}} {{.Replicas}}'", "web 3/3");
    manager.await(SOON, "docker service ls --format '{{.Name}} {{.Replicas}}'", "everywhere 3/3");
  }

  /** Each node takes requests for all, whichever runs the task; and its own where it is asked. */
  private static void allAnswer(Guest manager, List<Guest> workers) throws IOException {
    Guest client = workers.get(0);
    for (int node = 1; node <= 3; node++) {
      String host = "10.9.0." + node;
      client.await(SOON, ask("UDP:" + host + ":5300"), "over udp");
      client.await(SOON, ask("SCTP:" + host + ":3868,shut-none"), "over sctp");
      client.await(SOON, ask("TCP:" + host + ":8081") + " | wc -c", "13");
    }
    Set<String> tasks = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      tasks.add(client.run(ask("TCP:10.9.0.1:8080")).strip());
    }
    assertThat(tasks).as("tasks that answer through one node").hasSize(3);
    assertThat(manager.run("docker node ls --format '{{.Status}}' | grep -c Ready")).contains("3");
  }

  /**
   * A busy node may answer late. UDP has no end that could be waited for, and SCTP no half of a
   * connection that could be closed.
   */
  private static String ask(String address) {
    int patience = address.startsWith("UDP") ? 3 : 20;
    return "echo x | docker run -i --rm --network host %s socat -t%d -T30 - %s"
        .formatted(IMAGE, patience, address);
  }

  private static void theOverlayIsEncrypted(Guest manager, Guest worker) throws IOException {
    String inside = "docker run -i --rm --network secret " + IMAGE + " socat -t20 -T30 - ";
    Set<String> tasks = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      tasks.add(worker.run("echo x | " + inside + "TCP:web:8080").strip());
    }
    assertThat(tasks).as("tasks by their name, over the encrypted network").hasSize(3);
    for (Guest guest : List.of(manager, worker)) {
      assertThat(guest.run("sudo ip xfrm state")).contains("aead rfc4106(gcm(aes))");
    }
    assertThat(manager.run("sudo ip -s xfrm state").lines())
        .as("packets that were encrypted")
        .anyMatch(line -> line.matches(".*[1-9][0-9]*\\(bytes\\), [1-9][0-9]*\\(packets\\).*"));
  }
}
