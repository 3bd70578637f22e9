package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.machine.qmp.QmpClient;
import org.boot2docker.machine.ssh.SshSession;

/**
 * The copy of a disk that was taken while the guest was stopped: what a power cut at that moment
 * would have left. The guest goes on afterwards, so that one boot gives several cuts.
 *
 * <p>A second Docker in the next guest works on the copy, so that it takes no boot of its own. It
 * is mounted as init mounts a data disk.
 *
 * @param disk the copy
 * @param state what was asked for until then
 * @param store who keeps its images
 */
record FrozenDisk(Disk disk, Life.State state, Store store) {
  private static final Duration QMP_LIMIT = Duration.ofSeconds(30);
  private static final Duration DOCKER_LIMIT = Duration.ofMinutes(3);

  /** Copies the disk of a guest that works. */
  static FrozenDisk take(Guest guest, Life life, Disk disk, Path copy, Store store)
      throws IOException {
    Path socket = guest.machine().directory().qmpSocket();
    try (QmpClient qemu = QmpClient.connect(socket, QMP_LIMIT)) {
      Life.State before = life.state();
      qemu.execute("stop");
      try {
        // What was asked for meanwhile may be on the disk, and need not be.
        Life.State after = life.state();
        return new FrozenDisk(
            disk.copy(copy), new Life.State(before.acknowledged(), after.begun()), store);
      } finally {
        qemu.execute("cont");
      }
    }
  }

  /** Something that looks at the copy's content by way of its Docker. */
  interface Look {
    void at(Engine engine, Life.State state) throws IOException;
  }

  /**
   * Starts a Docker on the copy, which is a disk of the guest, looks, and ends it.
   *
   * @param number which of the guest's disks it is, from 1 for the second one
   */
  void look(SshSession session, int number, Look look) throws IOException {
    String name = "frozen" + number;
    String directory = "/run/" + name;
    Engine engine =
        new Engine(session, directory + "/docker.sock", directory + "/disk/var/lib/docker", store);
    engine.run("sudo sh -s", start(name, directory, "/dev/vd" + (char) ('a' + number)));
    await(engine, directory);
    look.at(engine, state);
    engine.run("sudo sh -s", stop(directory));
  }

  private byte[] start(String name, String directory, String device) {
    String partition = disk.isPartitioned() ? device + "1" : device;
    return script(
        """
        set -e
        mkdir -p %2$s/disk
        e2fsck -p %3$s || [ $? = 1 ]
        mount -t ext4 -o errors=remount-ro,nodelalloc %3$s %2$s/disk
        # As the guest's own Docker does at its start.
        rmdir %2$s/disk/var/lib/docker/volumes/*/ 2>/dev/null || true
        %4$s
        unshare -n sh -c 'ip link set lo up && exec "$@"' sh \
          dockerd --data-root %2$s/disk/var/lib/docker --exec-root %2$s/exec \
          %5$s \
          --pidfile %2$s/pid -H unix://%2$s/docker.sock -G docker \
          --bridge none --iptables=false --ip6tables=false --ip-forward=false \
          </dev/null >%2$s/log 2>&1 &
        """
            .formatted(
                name,
                directory,
                partition,
                store.before(directory),
                store.arguments(name, directory)));
  }

  private static byte[] stop(String directory) {
    return script(
        """
        pid=$(cat %1$s/pid)
        kill $pid
        # Its file is gone before the process, and the process before its last mounts.
        while [ -e /proc/$pid ]; do sleep 0.1; done
        [ ! -e %1$s/containerd.pid ] || kill $(cat %1$s/containerd.pid)
        for try in $(seq 100); do
          ! umount %1$s/disk || exit 0
          sleep 0.1
        done
        exit 1
        """
            .formatted(directory));
  }

  private static byte[] script(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void await(Engine engine, String directory) throws IOException {
    try {
      engine.await(DOCKER_LIMIT);
    } catch (IOException e) {
      throw new IOException(
          "Docker doesn't start on a copy: " + engine.run("tail -n 20 " + directory + "/log"), e);
    }
  }
}
