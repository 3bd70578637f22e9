package org.boot2docker.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.contract.Architecture;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.image.InitramfsAddition;

/** A service that prints on the console what a boot took, added to an image without a rebuild. */
final class Probe {
  private static final String SCRIPT = GuestPaths.LIBRARY + "/bench";

  private static final String SERVICE =
      """
      command=%s
      needs=docker
      restart=no
      """
          .formatted(SCRIPT);

  private static final String PROGRAM =
      """
      #!/bin/sh
      until docker version > /dev/null 2>&1; do sleep 0.1; done
      echo 'bench: docker answers' > /dev/kmsg
      memory=$(awk '/^(MemTotal|MemAvailable|Shmem):/ { printf " %%s", $2 }' /proc/meminfo)
      {
        echo
        dmesg | grep -e 'bench: ' -e 'boot2docker: ' -e 'unpack rootfs image' -e 'Freeing initrd memory' | sed 's/^/bench: /'
        echo "bench: memory$memory end"
      } > /dev/%s
      """;

  private Probe() {}

  /** Appends it to the file of a RAM file system. */
  static void addTo(Path initramfs, Architecture architecture) throws IOException {
    InitramfsAddition.append(
        initramfs,
        Map.of(
            GuestPaths.inArchive(SCRIPT),
            PROGRAM.formatted(architecture.serialConsole()),
            GuestPaths.inArchive(GuestPaths.SERVICES) + "/bench.service",
            SERVICE));
  }
}
