package org.boot2docker.cli.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.boot2docker.formats.cpio.CpioWriter;
import org.boot2docker.formats.cpio.FileOrder;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * A service that tells on the console what a boot took, put into an image without building it anew:
 * Linux unpacks one archive after the other into the same file system.
 */
final class Probe {
  /** An archive begins at a multiple of this. */
  private static final int ALIGNMENT = 4;

  private static final String SCRIPT = "usr/lib/boot2docker/bench";

  private static final String SERVICE =
      """
      command=/usr/lib/boot2docker/bench
      needs=docker
      restart=no
      """;

  private static final String PROGRAM =
      """
      #!/bin/sh
      until docker version > /dev/null 2>&1; do sleep 0.1; done
      echo 'bench: docker answers' > /dev/kmsg
      memory=$(awk '/^(MemTotal|MemAvailable|Shmem):/ { printf " %s", $2 }' /proc/meminfo)
      {
        echo
        dmesg | grep -e 'bench: ' -e 'boot2docker: ' -e 'unpack rootfs image' -e 'Freeing initrd memory' | sed 's/^/bench: /'
        echo "bench: memory$memory end"
      } > /dev/ttyS0
      """;

  private Probe() {}

  /** Appends it to the file of a RAM file system. */
  static void addTo(Path initramfs) throws IOException {
    FileTree tree =
        new FileTree()
            .put(SCRIPT, new RegularFile(Attributes.EXECUTABLE, Content.of(PROGRAM)))
            .putFile("usr/lib/boot2docker/services/bench.service", Content.of(SERVICE));
    int gap = (int) (-Files.size(initramfs) & (ALIGNMENT - 1));
    try (OutputStream out = Files.newOutputStream(initramfs, StandardOpenOption.APPEND)) {
      out.write(new byte[gap]);
      new CpioWriter(FileOrder.BY_PATH, Instant.EPOCH).write(tree, out);
    }
  }
}
