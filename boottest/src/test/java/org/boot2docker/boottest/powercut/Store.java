package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Who keeps a guest's images. */
enum Store {
  /** Docker itself, which is the default. */
  OVERLAY2,
  /** containerd, by a setting of Docker's. */
  CONTAINERD;

  private static final String SETTING = "{\"features\": {\"containerd-snapshotter\": true}}\n";
  private static final String DIRECTORY = "/var/lib/boot2docker/etc/docker";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Has a guest, on a disk without images yet, keep its images so. */
  void choose(Engine engine) throws IOException {
    if (this == CONTAINERD) {
      engine.run(
          "sudo mkdir -p %1$s && sudo tee %1$s/daemon.json && sync".formatted(DIRECTORY),
          SETTING.getBytes(StandardCharsets.US_ASCII));
      engine.run("sudo /etc/init.d/docker restart");
      engine.await(LIMIT);
    }
  }

  /**
   * What starts before a second Docker, as lines of a shell: where containerd keeps the images, a
   * second one of those with its data.
   *
   * @param directory where its files are; below it, {@code disk} is the disk
   */
  String before(String directory) {
    return switch (this) {
      case OVERLAY2 -> "";
      case CONTAINERD ->
          """
          sed -e 's|^root = .*|root = "%1$s/disk/var/lib/docker/containerd/daemon"|' \
            -e 's|^state = .*|state = "%1$s/containerd"|' \
            -e 's|address = .*|address = "%1$s/containerd.sock"|' \
            /etc/containerd/config.toml >%1$s/containerd.toml
          containerd --config %1$s/containerd.toml </dev/null >%1$s/containerd.log 2>&1 &
          echo $! >%1$s/containerd.pid
          while [ ! -S %1$s/containerd.sock ]; do
            kill -0 $! || { tail -n 20 %1$s/containerd.log >&2; exit 1; }
            sleep 0.1
          done
          """
              .formatted(directory);
    };
  }

  /** A second Docker's arguments for that; it reads the guest's daemon.json by itself. */
  String arguments(String name, String directory) {
    return switch (this) {
      case OVERLAY2 ->
          "--containerd-namespace %1$s --containerd-plugins-namespace %1$s-plugins".formatted(name);
      case CONTAINERD -> "--containerd " + directory + "/containerd.sock";
    };
  }
}
